"""essential=true: its unexpected end or FATAL stops everything in order and ends the daemon with an error."""

ours_only = "a new key"


def test(t):
    daemon = t.start()
    t.wait_file("bystander", "up")
    t.wait_state("vital", "RUNNING")
    t.rpc.sendProcessStdin("vital", "now\n")
    t.true(daemon.wait_exit() not in (0, 2), "exit status")
    t.equal(t.read("bystander"), "up\nstopped\n", "the other program was stopped in order")
    t.true(not t.socket_path.exists() and not (t.dir / "supervisord.pid").exists(), "files are removed")
    t.match("vital", t.log())

    daemon = t.start()
    t.wait_file("bystander", "up", count=2)
    t.config(t.conf.read_text().replace("autostart=false\nessential", "autostart=true\nessential"))
    daemon.signal("HUP")
    t.true(daemon.wait_exit() not in (0, 2), "exit status after FATAL")

    # Stopping it by hand is no failure.
    t.config("@BASE@\n[program:vital]\ncommand=sleep 1000\nstartsecs=0\nessential=true\n")
    t.start()
    t.ctl("stop vital", code=0, out="vital: stopped\n")
    t.observe(0.5, t.answers, "the daemon up")
    t.stop()
