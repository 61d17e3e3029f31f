"""[supervisord] exit_on_fatal: any program's FATAL ends the daemon with an error, after an orderly stop."""

ours_only = "a new key"


def test(t):
    daemon = t.launch()
    t.true(daemon.wait_exit() not in (0, 2), "exit status")
    t.in_order([r"gave up: bad entered FATAL state", r"stopped: fine \(terminated by SIGTERM\)"], t.log())
