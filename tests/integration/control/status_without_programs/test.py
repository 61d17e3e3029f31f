"""CTL-022: no programs, no output, success."""


def test(t):
    t.start()
    t.ctl("status", code=0, out="", err="")
