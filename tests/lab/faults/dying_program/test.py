"""HD-PRG-14, HD-PRG-16, HD-GAP-20: a program that does not stay up fails the deployment with what it said, and a
repaired one is taken by the next."""
from story import tsup

seeds = ("simple",)


def test(t):
    good = (t.dir / "templates/program1.sh").read_text()
    t.write("templates/program1.sh", "#!/bin/bash\necho cannot find my reason to live\nexit 7\n")
    run = t.deploy(code=2)
    t.match(r"program1", run.out + run.err)
    t.match(r"cannot find my reason to live", run.out + run.err, "what it said")
    t.match(r"\b7\b", run.out + run.err, "its exit status")
    t.write("templates/program1.sh", good)
    t.deploy()
    tsup.runs(t)
    t.done_again()
