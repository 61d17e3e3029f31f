"""LOG-027: two programs may share a file; no line is lost."""


def test(t):
    t.start()
    t.wait_file("shared", "^from [ab] 9$", count=2)
    t.equal(len(t.read("shared").splitlines()), 18, "lines")
