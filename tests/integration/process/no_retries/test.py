"""PROC-009: startretries=0 is one attempt."""


def test(t):
    t.start()
    t.wait_state("crash", "FATAL")
    t.equal(t.read("attempts"), "attempt\n", "attempts")
