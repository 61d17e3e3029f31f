"""CFG-100, CFG-101, CFG-103, CFG-107: what both generations of Supervisor understand alike."""


def test(t):
    t.start()
    t.wait_state("one", "EXITED")
    found = dict(line.split("=", 1) for line in t.read("out").splitlines() if "=" in line)
    for name, value in (("PLAIN", "simple"), ("QUOTED", "with, comma"), ("SINGLE", 'a "b" c'), ("EMPTY", ""),
                        ("PATHLIKE", "/usr/bin:/bin"), ("SPACES", "x y"), ("LAST", "1.5-a_b+(c)")):
        t.equal(found.get(name), value, name)
