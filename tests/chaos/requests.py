"""An ordinary client, all the time: every request is answered, or refused while something is known to be in the way, and
within its limit."""
import http.client
import random
import socket
import threading
import time
import xmlrpc.client

from harness import live

from .world import LIMIT


class Requests:
    def __init__(self, world):
        self.world = world
        self.answered = 0
        self.refused = 0
        self.slowest = 0.0, ""
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="requests")
        world.requests = self

    def start(self):
        self._thread.start()

    def stop(self):
        self._ending.set()
        self._thread.join()

    def call(self, method, *words):
        """One call, judged; its value, or None."""
        return self._judged(method, lambda: getattr(self.world.rpc(), method)(*words))

    def _go_on(self):
        dice = random.Random("requests/%s" % self.world.seed)
        names = [program.name for program in self.world.chosen]
        while not self._ending.wait(0.1):
            name = dice.choice(names)
            what = dice.randrange(8)
            if what == 0:
                self._judged("/api/status", self._status)
            elif what == 1:
                self._judged("/ok.html over TCP", self._page)
            elif what == 2:
                self.call("tailProcessStdoutLog", name, 0, 10_000)
            elif what == 3:
                self.call("readLog", -1000, 0)
            elif what == 4:
                self.call("getProcessInfo", name)
            elif what == 5:
                self.call("getState")
            else:
                self._look(self.call("getAllProcessInfo"))

    def _status(self):
        return live.status(self.world.case.socket_path)

    def _page(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.world.case.port(), timeout=LIMIT)
        try:
            connection.request("GET", "/ok.html")
            answer = connection.getresponse()
            answer.read()
            if answer.status not in (200, 503):
                self.world.find("requests", "/ok.html was answered %d" % answer.status)
        finally:
            connection.close()

    def _judged(self, what, ask):
        world = self.world
        begun = time.monotonic()
        value = None
        try:
            value = ask()
            self.answered += 1
        except xmlrpc.client.Fault:
            self.answered += 1  # also an answer: whether it is the right one, other tests ask
        except (TimeoutError, socket.timeout):
            world.find("requests", "%s was not answered within %gs" % (what, LIMIT))
        except (OSError, xmlrpc.client.ProtocolError, http.client.HTTPException, ValueError) as error:
            self.refused += 1
            if not world.excused(begun):
                world.find("requests", "%s: %r, although nothing was in the way" % (what, error))
        took = time.monotonic() - begun
        if took > self.slowest[0]:
            self.slowest = took, what
        return value

    def _look(self, everything):
        """What is told fits together."""
        for info in everything or ():
            name, state, pid = info["name"], info["statename"], info["pid"]
            if state in ("RUNNING", "STOPPING") and pid == 0:
                self.world.find("states", "%s is %s without a pid" % (name, state))
            if state in ("STOPPED", "EXITED", "FATAL", "BACKOFF") and pid != 0:
                self.world.find("states", "%s is %s with pid %d" % (name, state, pid))
            if state == "UNKNOWN":
                self.world.find("states", "%s is UNKNOWN, although the daemon may signal everybody" % name)
            if not info["description"] and state in ("RUNNING", "FATAL"):
                self.world.find("states", "%s is %s without a description" % (name, state))


def expect_clients(world):
    """Every supervisorctl that was sent off ends, in time."""
    for client in list(world.clients):
        if client.words[0] in ("tail", "maintail"):
            continue
        try:
            client.wait(max(0.1, client.begun + 2 * LIMIT - time.monotonic()))
        except Exception:  # noqa: B902 - subprocess.TimeoutExpired
            world.find("requests", "supervisorctl %s did not end within %gs" % (" ".join(client.words), 2 * LIMIT))
            client.kill()
            client.wait()
        world.clients.remove(client)
