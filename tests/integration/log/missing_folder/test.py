"""S#918, S#120, PROC-035: a log folder that is gone concerns that channel alone; writing resumes when it is there."""
import shutil

ours_only = "Supervisor does not start the program"


def test(t):
    (t.dir / "later").mkdir()
    t.launch()
    t.wait_file("later/out", "out")
    t.ctl("stop one", code=0)
    shutil.rmtree(t.dir / "later")
    (t.dir / "ran").unlink()
    (t.dir / "err").unlink()
    t.ctl("start one", code=0, out="one: started\n")
    t.wait(lambda: (t.dir / "ran").exists(), "the program to run")
    t.wait_file("err", "err")
    t.match("later/out", t.log(), "the daemon log names the file")
    t.rpc.stopProcess("one")
    (t.dir / "later").mkdir()
    t.rpc.startProcess("one")
    t.wait_file("later/out", "out")
    t.equal(len([line for line in t.messages() if line.startswith("ERRO")]), 1, "it is said once, not again and again")
