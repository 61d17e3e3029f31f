"""S#807 (EBADF during rotation): the folder vanishes under a log that wants to rotate; the channel survives."""
import shutil

ours_only = "Supervisor closes the channel"


def test(t):
    (t.dir / "logs").mkdir()
    t.start()
    pid = t.wait_state("one", "RUNNING")["pid"]
    shutil.rmtree(t.dir / "logs")
    for _ in range(10):
        t.rpc.sendProcessStdin("one", "q" * 60 + "\n")
    t.wait_log("logs/out")
    (t.dir / "logs").mkdir()

    def resumed():
        t.rpc.sendProcessStdin("one", "resumed\n")
        return "resumed" in t.read("logs/out")
    t.wait(resumed, "writing to resume")
    t.equal(t.pid("one"), pid, "the program was not restarted")
