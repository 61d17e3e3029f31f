"""PROC-045 decided otherwise: programs start with no signal ignored or blocked, whatever the daemon was started with."""
import signal

ours_only = "in Supervisor they inherit SIGPIPE and SIGXFSZ ignored"


def odd():
    for number in (signal.SIGPIPE, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1, signal.SIGTERM})


def test(t):
    t.start(preexec_fn=odd)
    t.wait_file("status", "^done$")
    for name in ("SigBlk", "SigIgn"):
        t.match(r"^%s:\t0+$" % name, t.read("status"))
