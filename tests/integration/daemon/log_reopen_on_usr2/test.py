"""DAEMON-055, LOG-025: USR2 opens the main log and the programs' logs anew, for an outside logrotate."""


def test(t):
    daemon = t.start()
    t.wait_state("talker", "RUNNING")
    t.rpc.sendProcessStdin("talker", "old\n")
    t.wait_file("talker.out", "old")
    for name in ("talker.out", "supervisord.log"):
        (t.dir / name).rename(t.dir / (name + ".moved"))
    t.rpc.sendProcessStdin("talker", "still old\n")
    t.wait_file("talker.out.moved", "still old")
    daemon.signal("USR2")
    for name in ("talker.out", "supervisord.log"):
        t.wait(lambda: (t.dir / name).exists(), "%s to be opened anew" % name)
    t.rpc.sendProcessStdin("talker", "new\n")
    t.wait_file("talker.out", r"\Anew\n\Z")
    t.equal(t.read("talker.out.moved"), "old\nstill old\n", "the moved log")
    t.in_order([r"INFO received SIGUSR2 indicating log reopen request$", r"INFO supervisord logreopen$"],
               t.read("supervisord.log.moved") + t.log())
