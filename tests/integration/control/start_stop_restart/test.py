"""CTL-023 to CTL-028, CTL-014: outputs and exit statuses of start, stop and restart."""


def lines(done):
    return sorted(done.out.splitlines())


def test(t):
    t.start()
    t.ctl("start alone", code=0, out="alone: started\n")
    t.ctl("start alone", code=0, out="alone: ERROR (already started)\n")
    t.ctl("stop alone", code=0, out="alone: stopped\n")
    t.ctl("stop alone", code=0, out="alone: ERROR (not running)\n")
    t.ctl("restart alone", code=0, out="alone: ERROR (not running)\nalone: started\n")
    t.ctl("restart alone", code=0, out="alone: stopped\nalone: started\n")

    t.equal(lines(t.ctl("start team:*", code=0)), ["team:p1: started", "team:p2: started"], "start of a group")
    t.ctl("start team:*", code=0, out="")
    t.ctl("start team:p1", code=0, out="team:p1: ERROR (already started)\n")
    t.equal(lines(t.ctl("stop team:", code=0)), ["team:p1: stopped", "team:p2: stopped"], "stop of a group")
    t.ctl("stop team:*", code=0, out="")
    t.equal(lines(t.ctl("start all", code=0)), ["team:p1: started", "team:p2: started"], "start all")
    t.equal(lines(t.ctl("stop nobody all", code=0)), ["alone: stopped", "team:p1: stopped", "team:p2: stopped"],
            "all replaces the list")

    t.ctl("start nobody", code=1, out="nobody: ERROR (no such process)\n")
    t.ctl("start team", code=1, out="team: ERROR (no such process)\n")
    t.ctl("start nogroup:*", code=2, out="nogroup: ERROR (no such group)\n")
    t.ctl("stop nobody", code=1, out="nobody: ERROR (no such process)\n")
    t.ctl("stop nogroup:*", code=1, out="nogroup: ERROR (no such group)\n")
    t.ctl("restart nobody", code=1, out="nobody: ERROR (no such process)\n" * 2)
    t.ctl("start nobody alone", code=1, out="nobody: ERROR (no such process)\nalone: started\n")
    for command, code in (("start", 2), ("stop", 1), ("restart", 1)):
        done = t.ctl(command, code=code)
        t.match(r"^Error: %s requires a process name\n%s <name>" % (command, command), done.out)
