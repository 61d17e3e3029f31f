"""sd_notify(3): READY when ready, RELOADING and READY around a reload, STATUS, the watchdog, STOPPING; programs do not
inherit the socket."""
import os
import socket

ours_only = "Supervisor does not speak to the service manager"


class Manager:
    def __init__(self, t):
        self.t = t
        self.path = str(t.dir / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.socket.setblocking(False)
        self.said = []

    def listen(self):
        while True:
            try:
                self.said += self.socket.recv(8192).decode().split("\n")
            except BlockingIOError:
                return

    def hears(self, what, count=1):
        def heard():
            self.listen()
            return sum(word == what or (what.endswith("=") and word.startswith(what)) for word in self.said) >= count
        self.t.wait(heard, lambda: "%s; so far: %r" % (what, self.said))


def test(t):
    manager = Manager(t)
    daemon = t.start(env={"NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "200000"})
    manager.hears("READY=1")
    manager.hears("STATUS=")
    manager.hears("WATCHDOG=1", count=3)
    t.wait_file("env", "^END=1$")
    t.absent("NOTIFY_SOCKET|WATCHDOG", t.read("env"))
    t.absent("STOPPING=1", "\n".join(manager.said))
    daemon.signal("HUP")
    manager.hears("RELOADING=1")
    manager.hears("MONOTONIC_USEC=")
    manager.hears("READY=1", count=2)
    t.wait_ready()
    daemon.signal("TERM")
    manager.hears("STOPPING=1")
    daemon.wait_exit(0)

    manager.said.clear()
    launched = t.launch(foreground=False, env={"NOTIFY_SOCKET": manager.path})
    launched.wait_exit(0)
    manager.hears("READY=1")
    manager.hears("MAINPID=" + t.read("supervisord.pid").strip())
    os.kill(int(t.read("supervisord.pid")), 15)
    manager.hears("STOPPING=1")
