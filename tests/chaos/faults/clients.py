"""Clients that ask for much, ask for half, stop reading, and vanish."""
import contextlib
import os
import signal
import socket
import subprocess
import time

from .fault import Fault


class _Connections(Fault):
    """Holds connections for a while, and drops them without a word."""
    lasts = (0.2, 8)

    def __init__(self, world, dice):
        super().__init__(world, dice)
        self.held = []

    def connect(self):
        try:
            if self.dice.random() < 0.5:
                connection = socket.create_connection(("127.0.0.1", self.world.case.port()), 5)
            else:
                connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                connection.settimeout(5)
                connection.connect(str(self.world.case.socket_path))
        except OSError:
            return None  # another fault is at work; whether ordinary clients are answered is asked elsewhere
        connection.settimeout(0.5)
        self.held.append(connection)
        return connection

    def send(self, data):
        connection = self.connect()
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.sendall(data)

    def end(self):
        for connection in self.held:
            connection.close()


class Halves(_Connections):
    name = "client.half"
    weight = 3

    def begin(self):
        whole = (b"POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: 104\r\n\r\n"
                 b"<?xml version='1.0'?><methodCall><methodName>supervisor.getState</methodName><params/></methodCall>     ")
        for _ in range(self.dice.randrange(1, 40)):
            self.send(whole[:self.dice.randrange(len(whole))])


class Noise(_Connections):
    name = "client.noise"
    weight = 2

    def begin(self):
        for _ in range(self.dice.randrange(1, 10)):
            self.send(self.dice.choice((
                self.dice.randbytes(5000), b"\r\n" * 5000, b"GET / HTTP/1.1\r\nX: " + b"y" * 100_000, b"\x16\x03\x01" * 300,
                b"POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
                b"GET /ok.html HTTP/1.1\r\nHost: localhost\r\n\r\n" * 500)))


class SlowReaders(_Connections):
    """Followers of logs and of everything that stop reading at once."""
    name = "client.slow_reader"
    lasts = (1, 15)
    weight = 3

    def begin(self):
        for _ in range(self.dice.randrange(1, 25)):
            path = self.dice.choice(("/logtail/floods", "/logtail/plain", "/logtail/long", "/mainlogtail", "/api/live", "/api/live"))
            self.send(b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % path.encode())


class Crowd(_Connections):
    """More connections than there is room for."""
    name = "client.crowd"
    lasts = (0.5, 3)
    weight = 1

    def begin(self):
        self.excuse = self.world.excuse("a crowd of clients")
        self.excuse.__enter__()
        for _ in range(self.dice.choice((100, 400, 700))):
            self.connect()

    def end(self):
        super().end()
        self.excuse.__exit__(None, None, None)


class Killed(Fault):
    """supervisorctl, ended in the middle of whatever it does."""
    name = "client.killed"
    weight = 3

    def begin(self):
        names = [program.name for program in self.world.chosen]
        begun = []
        for _ in range(self.dice.randrange(1, 4)):
            words = self.dice.choice((
                ["tail", "-f", "floods"], ["tail", "-f", "plain"], ["maintail", "-f"], ["status"], ["status", "--watch"],
                ["restart", self.dice.choice(names)], ["restart", "all"], ["update"], ["clear", "floods"]))
            begun.append(self.world.client(words, stdout=subprocess.DEVNULL))
        time.sleep(self.dice.uniform(0.01, 1))
        for client in begun:
            client.kill()
            client.wait()
            self.world.clients.remove(client)
            # It may have stopped something and not have come to start it again.
            if client.words[0] == "restart":
                self.world.asked_to_stop.update(names if client.words[1] == "all" else [client.words[1]])


class Orders(Fault):
    """Starts, stops, restarts and signals, several at a time and at the same programs."""
    name = "client.orders"
    weight = 4

    def begin(self):
        world = self.world
        names = [program.name for program in world.chosen]
        for _ in range(self.dice.randrange(1, 6)):
            name = self.dice.choice(names)
            words = self.dice.choice((["stop", name], ["start", name], ["restart", name], ["signal", "HUP", name], ["clear", "floods"],
                                      ["remove", name], ["add", name], ["stop", "all"], ["start", "all"]))
            if words[0] in ("stop", "restart", "remove"):
                world.asked_to_stop.update(names if words[1] == "all" else [name])
            world.client(words)


class Stdin(Fault):
    """Megabytes for a program that does not read."""
    name = "client.stdin"
    weight = 1

    def begin(self):
        for _ in range(self.dice.randrange(1, 6)):
            self.world.requests.call("sendProcessStdin", self.dice.choice(("sits", "plain", "closes")), "z" * 500_000)


class Interrupted(Fault):
    """supervisorctl tail -f that is stopped, so that its socket fills, and then killed."""
    name = "client.stopped"
    lasts = (1, 10)
    weight = 1

    def begin(self):
        self.client = self.world.client(["tail", "-f", "floods"], stdout=subprocess.DEVNULL)
        time.sleep(0.3)
        os.kill(self.client.pid, signal.SIGSTOP)

    def end(self):
        self.client.kill()
        self.client.wait()
        self.world.clients.remove(self.client)


FAULTS = (Halves, Noise, SlowReaders, Crowd, Killed, Orders, Stdin, Interrupted)
