"""LOG-023: what is in the file when it is opened counts towards maxbytes."""


def test(t):
    t.write("out", "y" * 99 + "\n")
    t.start()
    t.wait_file("out.1", r"\Ay{99}\nx\n\Z")
    t.wait_file("out", r"\A\Z")
