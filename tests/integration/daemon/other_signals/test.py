"""DAEMON-056: signals that mean nothing to the daemon keep their default, so USR1 ends it; PIPE and XFSZ are ignored."""
import os
import signal


def test(t):
    t.start()
    pid = t.wait_state("one", "RUNNING")["pid"]
    for name in ("PIPE", "XFSZ", "CHLD"):
        t.daemon.signal(name)
    t.equal(t.rpc.getState()["statename"], "RUNNING", "it goes on")
    t.daemon.signal("USR1")
    t.daemon.wait_exit(-signal.SIGUSR1)
    t.true(t.socket_path.exists() and (t.dir / "supervisord.pid").exists(), "nothing is tidied up")
    t.true(t.alive(pid), "its programs are orphans")
    os.kill(pid, signal.SIGKILL)
