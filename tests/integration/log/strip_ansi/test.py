"""LOG-040: escape sequences are removed, whatever the letter they end with, and nothing else."""


def test(t):
    t.start()
    t.wait_state("colour", "EXITED")
    t.equal(t.read("out"), "ared bgreenend\n", "the log")
    if t.ours:
        t.wait_state("line_anew", "EXITED")
        t.equal(t.read("anew"), "one4711\n2026-01-31\n", "text behind a sequence that Supervisor does not know")
