"""LOG-020, LOG-021, LOG-022, LOG-023: rotation after the write that reaches maxbytes; backups shift; 0 means none."""


def say(t, name, line):
    t.rpc.sendProcessStdin(name, line + "\n")


def test(t):
    t.start()
    t.wait_states({"kept": "RUNNING", "cut": "RUNNING", "whole": "RUNNING"})
    lines = [letter * 59 for letter in "abcdefg"]
    for count, line in enumerate(lines, 1):
        for name in ("kept", "cut", "whole"):
            say(t, name, line)
        t.wait_file("whole", "^%s$" % line)
        # Two lines reach 100 bytes.
        if count % 2 == 0:
            t.wait_file("kept.1", "^%s$" % line)
            t.wait(lambda: t.read("cut") == "", "the file to be cut")
        else:
            t.wait_file("kept", "^%s$" % line)
            t.wait_file("cut", "^%s$" % line)
    t.equal(t.read("kept"), lines[6] + "\n", "the live file")
    t.equal(t.read("kept.1"), lines[4] + "\n" + lines[5] + "\n", "backup 1")
    t.equal(t.read("kept.2"), lines[2] + "\n" + lines[3] + "\n", "backup 2")
    t.true(not (t.dir / "kept.3").exists(), "no more backups than asked for")
    t.true(not (t.dir / "cut.1").exists(), "backups=0 keeps none")
    t.equal(t.read("whole"), "".join(line + "\n" for line in lines), "maxbytes=0")
