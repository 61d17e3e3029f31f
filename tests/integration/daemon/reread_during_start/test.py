"""PROC-001, PROC-014: a reread that comes while programs are still being started keeps none of them from starting; it only says what has
changed."""
import socket

COUNT = 150


def connects(path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def test(t):
    names = ["p%d" % number for number in range(COUNT)]
    t.config("@BASE@\n" + "".join("[program:%s]\ncommand=/bin/sleep 1000\nstartsecs=0\nstdout_logfile=NONE\nstderr_logfile=NONE\n" % name
                                  for name in names))
    t.launch()
    # The sockets are there when the configuration was read, and before the first program is started.
    t.wait(lambda: connects(t.socket_path), "the socket")
    t.config("@BASE@")
    t.equal([sorted(part) for part in t.rpc.reloadConfig()[0]], [[], [], sorted(names)], "what the reread says")
    t.wait_states({name: "RUNNING" for name in names})
    t.stop()
