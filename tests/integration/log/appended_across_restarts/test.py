"""LOG-032, LOG-034: a log file is opened at spawn and appended to."""


def test(t):
    t.write("out", "from before\n")
    t.start()
    t.wait_file("out", "started")
    t.ctl("restart one", code=0)
    t.wait_file("out", "started", count=2)
    t.equal(t.read("out"), "from before\nstarted\nstarted\n", "the log")
    t.stop()
    t.start()
    t.wait_file("out", "started", count=3)
