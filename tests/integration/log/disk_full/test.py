"""Disk full: the program goes on, the loss is counted and said, and writing resumes when there is room again."""
import subprocess

ours_only = "Supervisor loses the channel"
needs = ("mount",)


def test(t):
    small = t.dir / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(small)], check=True)
    try:
        t.start()
        t.wait_state("writer", "RUNNING")
        (small / "ballast").write_bytes(b"x" * 32768)
        for _ in range(20):
            t.rpc.sendProcessStdin("writer", "y" * 4095 + "\n")
        t.wait_log(r"small/out")
        t.equal(t.state("writer"), "RUNNING", "state")
        (small / "ballast").unlink()

        def resumed():
            t.rpc.sendProcessStdin("writer", "after\n")
            return "after\n" in t.read("small/out")
        t.wait(resumed, "writing to resume")
        t.wait_log(r"\d+ bytes")
        t.stop()
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)
