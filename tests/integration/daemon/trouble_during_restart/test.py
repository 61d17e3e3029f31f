"""DAEMON-076, DAEMON-077: what breaks while a restart waits for programs to stop does not end the daemon: it starts again with
the configuration it has looked at, and writes to the log it has."""
ours_only = "Supervisor looks at the configuration when everything has been stopped, and ends"


def restart_with(t, trouble):
    """Lets `trouble` happen after the restart was accepted and before the last program has ended."""
    t.wait_state("slow", "RUNNING")
    t.wait(lambda: (t.dir / "ready").exists(), "the program to set its trap")
    before = t.pid("slow")
    (t.dir / "ready").unlink()
    t.daemon.signal("HUP")
    t.wait(lambda: (t.dir / "told").exists(), "the program to be told to stop")
    (t.dir / "told").unlink()
    trouble()
    t.write("go", "")
    t.wait(lambda: t.answers() and t.state("slow") == "RUNNING" and t.pid("slow") != before, "the program to run again")


def test(t):
    (t.dir / "own").mkdir()
    t.start()
    good = t.conf.read_text()

    restart_with(t, lambda: t.config("[supervisord]\nloglevel=loud\n"))
    t.wait_file("own/supervisord.log", "the configuration cannot be read any more.*loud.*; going on with the one of before the restart")
    t.config(good)

    restart_with(t, lambda: (t.dir / "own").rename(t.dir / "away"))
    t.wait_file("away/supervisord.log", "could not open the log file: .*; going on with the one of before the restart")
    t.wait_file("away/supervisord.log", "supervisord started with pid", count=3)

    (t.dir / "away").rename(t.dir / "own")
    restart_with(t, lambda: None)
    t.wait_file("own/supervisord.log", "supervisord started with pid", count=4)
    t.write("go", "")
    t.stop()
