"""PROC-001, PROC-002, PROC-037, PROC-062, PROC-066: autostart, STARTING, RUNNING after startsecs, the log lines."""


def test(t):
    t.start()
    info = t.wait_state("auto", "RUNNING")
    t.match(r"INFO spawned: 'auto' with pid %d$" % info["pid"], t.log())
    t.match(r"INFO success: auto entered RUNNING state, process has stayed up for > than 1 seconds \(startsecs\)$",
            t.log())
    t.true(t.alive(info["pid"]), "the pid is that of a live process")

    manual = t.info("manual")
    t.equal((manual["statename"], manual["state"], manual["pid"]), ("STOPPED", 0, 0), "a program with autostart=false")
    t.equal(manual["description"], "Not started", "description")
    t.absent("spawned: 'manual'", t.log())

    t.ctl("stop auto", code=0, out="auto: stopped\n")
    t.equal(t.state("auto"), "STOPPED", "state after stop")
    t.ctl("start manual", code=0, out="manual: started\n")
    t.equal(t.states(), {"auto": "STOPPED", "manual": "RUNNING"}, "a stopped program is not autostarted again")
    t.stop()
