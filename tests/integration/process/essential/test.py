"""essential=true: its end stops everything in order and ends the daemon with its status; so does FATAL, which is always a
failure. autorestart, where it is written, comes first: the end is the one after which nothing is started again."""

ours_only = "a new key"


def vital(t, keys):
    t.config("@BASE@\n[program:vital]\ncommand=sh -c 'echo up >> @DIR@/starts; read status; exit $status'\nstartsecs=0\n"
             "essential=true\n" + keys)
    (t.dir / "starts").unlink(missing_ok=True)
    daemon = t.start()

    def ends_with(*statuses):
        for number, status in enumerate(statuses, 1):
            t.wait_file("starts", "^up$", count=number)
            t.wait_state("vital", "RUNNING")
            t.rpc.sendProcessStdin("vital", "%d\n" % status)
        return daemon
    return ends_with


def what_has_no_restart_to_come(t):
    """Unless autorestart is written, that is any end."""
    for status in (0, 7):
        vital(t, "")(status).wait_exit(status)
    vital(t, "autorestart=false\n")(0).wait_exit(0)
    vital(t, "autorestart=unexpected\n")(7, 0).wait_exit(0)
    vital(t, "autorestart=true\nrestart_limit=2\n")(7, 0, 7).wait_exit(7)
    vital(t, "autorestart=true\nrestart_limit=1\n")(0, 0).wait_exit(1)


def test(t):
    daemon = t.start()
    t.wait_file("bystander", "up")
    t.wait_state("vital", "RUNNING")
    t.rpc.sendProcessStdin("vital", "5\n")
    daemon.wait_exit(5)
    t.equal(t.read("bystander"), "up\nstopped\n", "the other program was stopped in order")
    t.true(not t.socket_path.exists() and not (t.dir / "supervisord.pid").exists(), "files are removed")
    t.match("CRIT vital is in state EXITED and essential: supervisord ends with status 5$", t.log())

    daemon = t.start()
    t.wait_file("bystander", "up", count=2)
    t.config(t.conf.read_text().replace("autostart=false\nessential", "autostart=true\nessential"))
    daemon.signal("HUP")
    daemon.wait_exit(1)

    what_has_no_restart_to_come(t)

    # Stopping it by hand is no end.
    vital(t, "")
    t.ctl("stop vital", code=0, out="vital: stopped\n")
    t.observe(0.5, t.answers, "the daemon up")
    t.stop()
