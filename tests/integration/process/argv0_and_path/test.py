"""PROC-030, PROC-031, PROC-032, PROC-033: shell-like words, argv[0] as written, the program's own PATH."""
import shutil


def test(t):
    t.write("bin/show", "#!/bin/sh\ntr '\\0' '\\n' < /proc/$$/cmdline > @DIR@/argv.$1\n", 0o755)
    t.start()
    t.wait_states({"found": "EXITED", "relative": "EXITED"})
    t.equal(t.read("argv.one").splitlines()[1:], ["%s/bin/show" % t.dir, "one", "two words", "three", "fo ur"],
            "words of a script found through PATH")
    t.equal(t.read("argv.relative").splitlines()[1:], ["./bin/show", "relative"], "a relative command")

    # A binary shows argv[0] itself.
    shutil.copy("/bin/sleep", t.dir / "bin" / "nap")
    t.config("@BASE@\n[program:nap]\ncommand=nap 1000\nenvironment=PATH=\"@DIR@/bin\"\nstartsecs=0\n")
    t.ctl("update", code=0)
    pid = t.wait_state("nap", "RUNNING")["pid"]
    t.wait(lambda: t.read_bytes("/proc/%d/cmdline" % pid) == b"nap\x001000\x00", "argv[0] to be the word as written")
