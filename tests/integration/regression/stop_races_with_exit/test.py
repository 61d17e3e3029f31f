"""S#536, S#445, S#975, S#1387, S#1477, S#1600: programs that end by themselves in the moment they are stopped leave the
daemon alive and no state UNKNOWN."""
import threading
import xmlrpc.client

from harness import rpc

NAMES = ["race:%d" % n for n in range(20)]


def push(t):
    supervisor = rpc.connect(t.socket_path).supervisor
    for name in NAMES:
        try:
            supervisor.sendProcessStdin(name, "end\n")
        except xmlrpc.client.Fault:
            pass


def test(t):
    t.start()
    for _ in range(5):
        t.wait_states({name: "RUNNING" for name in NAMES})
        thread = threading.Thread(target=push, args=(t,))
        thread.start()
        t.rpc.stopProcessGroup("race")
        thread.join()
        t.wait(lambda: set(t.states().values()) <= {"STOPPED", "EXITED"}, "all to have ended")
        t.rpc.startProcessGroup("race")
    t.absent("UNKNOWN|assert|unknown problem", t.log())
    t.stop()
