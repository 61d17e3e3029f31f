"""Output without a newline is written as it comes, not held until one."""


def test(t):
    t.start()
    t.wait(lambda: (t.dir / "done").exists(), "the program to have written")
    t.wait(lambda: len(t.read_bytes("out")) == 3000000, "3,000,000 bytes in the log")
