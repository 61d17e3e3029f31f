"""PROC-025: stop of a program in BACKOFF makes it STOPPED at once, and it is not retried."""


def test(t):
    t.start()
    t.wait_state("absent", "BACKOFF")
    t.ctl("stop absent", code=0, out="absent: stopped\n")
    t.equal(t.state("absent"), "STOPPED", "state")
    t.match(r"DEBG Attempted to kill absent, which is in BACKOFF state\.$", t.log())
    t.observe(2.5, lambda: t.state("absent") == "STOPPED", "absent STOPPED")
