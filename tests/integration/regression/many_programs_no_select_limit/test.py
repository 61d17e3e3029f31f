"""S#26: 450 programs, 1,350 pipes: more descriptors than select() can name, and each works."""

limit = 200


def test(t):
    t.start()
    t.wait(lambda: list(t.states().values()).count("RUNNING") == 450, "all to run", 100)
    for number in (0, 224, 449):
        t.wait_file("out.%d" % number, r"\A%d\n\Z" % number)
    t.stop()
