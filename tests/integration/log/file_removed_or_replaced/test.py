"""S#240, S#402: the live log or a backup removed, moved or replaced by a folder from outside harms nothing."""


def say(t, text):
    t.rpc.sendProcessStdin("one", text + "\n")


def test(t):
    t.start()
    pid = t.wait_state("one", "RUNNING")["pid"]
    say(t, "first")
    t.wait_file("out", "first")
    (t.dir / "out").unlink()
    say(t, "x" * 120)
    t.wait(lambda: (t.dir / "out").exists() and not t.read("out"), "the record that rotates")
    say(t, "second")
    t.wait_file("out", "^second$")

    if t.ours:
        (t.dir / "out.1").unlink(missing_ok=True)
        (t.dir / "out.1").mkdir()
        (t.dir / "out.1" / "inside").write_text("x")
        say(t, "z" * 120)
        say(t, "third")
        t.wait_file("out", "^third$")
    t.equal(t.pid("one"), pid, "the program")
