"""DAEMON-053, DAEMON-076, DAEMON-077: HUP starts afresh in the same process; Supervisor ends
with 2 when the config is bad by then, our daemon refuses and runs on."""


def test(t):
    daemon = t.start()
    pid = t.wait_state("one", "RUNNING")["pid"]
    t.config("@BASE@\n[program:two]\ncommand=sleep 1000\nstartsecs=0\n")
    daemon.signal("HUP")
    t.wait_log(r"WARN received SIGHUP indicating restart request$")
    t.wait_log(r"supervisord started with pid %d$" % daemon.pid, count=2)
    t.wait_ready()
    t.wait_state("two", "RUNNING")
    t.true(not t.alive(pid), "the old program is gone")
    t.equal(t.read("supervisord.pid"), "%d\n" % daemon.pid, "pidfile")

    pid = t.pid("two")
    t.config("@BASE@\n[program:two]\nstartsecs=0\n")
    daemon.signal("HUP")
    if not t.ours:
        daemon.wait_exit(2)
        t.match(r"Error: program section program:two does not specify a command in section 'program:two' "
                r"\(file: '%s'\)$" % t.conf, daemon.err())
        t.true(not t.alive(pid), "programs were stopped first")
        return
    # Nothing is stopped for a configuration that cannot be started from.
    t.wait_log(r"ERRO restart refused, nothing has been stopped: %s:\d+: \[program:two\] command: the section has no command"
               % t.conf)
    t.equal(t.pid("two"), pid, "the program runs on")
    t.config("@BASE@\n[program:three]\ncommand=sleep 1000\nstartsecs=0\n")
    daemon.signal("HUP")
    t.wait_log(r"supervisord started with pid %d$" % daemon.pid, count=3)
    t.wait_ready()
    t.wait_state("three", "RUNNING")
