"""DIFF-003, DIFF-004, CFG-108, CFG-103, CFG-063: the environment language of Supervisor's present version."""

ours_only = "the packaged 4.2.5 has the older language"


def test(t):
    t.start()
    t.wait_state("one", "EXITED")
    found = dict(line.split("=", 1) for line in t.read("out").splitlines() if "=" in line)
    for name, value in (("ESCAPED", 'a"b'), ("JOINED", "abc"), ("BARE", "a"), ("SLASHES", "\\"), ("KEY", "1"),
                        ("LETTER", "é"), ("PERCENT", "100%"), ("GLOBAL", "100%")):
        t.equal(found.get(name), value, name)
