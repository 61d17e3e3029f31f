"""LOG-040: escape sequences are removed; J is among the final letters."""


def test(t):
    t.start()
    t.wait_state("colour", "EXITED")
    t.equal(t.read("out"), "ared bgreenend\n", "the log")
