"""S#853, S#876, LOG-004: output that is no UTF-8 is logged as it is, also when the daemon log copies it."""


def test(t):
    t.start()
    t.wait_state("bad", "EXITED")
    t.equal(t.read_bytes("out"), b"bad \xff\xfe bytes\n", "the program's log")
    t.wait_log(r"DEBG 'bad' stdout output:\nUndecodable: b'bad \\xff\\xfe bytes\\n'")
