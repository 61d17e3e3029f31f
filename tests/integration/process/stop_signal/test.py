"""PROC-020, PROC-021: stop sends stopsignal; dying of it is a WARN, exiting with an expected code an INFO."""


def test(t):
    t.start()
    t.wait_file("ready", "ready")
    pids = {name: t.wait_state(name, "RUNNING")["pid"] for name in ("usr1", "term")}
    t.ctl("stop usr1", code=0, out="usr1: stopped\n")
    t.equal(t.read("got"), "got USR1\n", "signals seen by the program")
    t.match(r"DEBG killing usr1 \(pid %d\) with signal SIGUSR1$" % pids["usr1"], t.log())
    t.match(r"INFO stopped: usr1 \(exit status 0\)$", t.log())
    t.ctl("stop term", code=0, out="term: stopped\n")
    t.match(r"DEBG killing term \(pid %d\) with signal SIGTERM$" % pids["term"], t.log())
    t.match(r"WARN stopped: term \(terminated by SIGTERM\)$", t.log())
    info = t.info("usr1")
    t.equal((info["statename"], info["pid"], info["exitstatus"]), ("STOPPED", 0, 0), "after the stop")
