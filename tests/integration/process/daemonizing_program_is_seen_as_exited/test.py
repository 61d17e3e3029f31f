"""PROC-048: only direct children are programs; one that puts itself in the background has exited."""


def test(t):
    t.start()
    t.wait_state("runaway", "EXITED")
    child = int(t.wait_file("child", r"^\d+$")[0].group())
    t.true(t.alive(child), "what it left behind lives on")
    t.stop()
    t.true(t.alive(child), "also after the daemon's shutdown")
