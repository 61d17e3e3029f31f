"""CTL-002, CTL-023: a program that fails to start gives 7, one that does not exist 1; the last failure counts."""


def test(t):
    t.start()
    t.ctl("start crash", code=7, out="crash: ERROR (spawn error)\n")
    t.ctl("start absent", code=1, out="absent: ERROR (no such file)\n")
    t.wait_state("crash", "FATAL")
    started = t.ctl("start crash ok", code=7)
    t.equal(sorted(started.out.splitlines()), ["crash: ERROR (spawn error)", "ok: started"], "in any order")
    t.ctl("status crash", code=3)
