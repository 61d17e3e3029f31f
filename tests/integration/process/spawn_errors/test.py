"""PROC-011, PROC-030, PROC-034, RPC-032, CTL-023: what cannot be started, and how that is said."""

NOT_EXECUTABLE = {
    "quote": "can't parse command '\"unclosed': No closing quotation",
    "empty": "command is empty",
    "folder": "command at '%(dir)s' is a directory",
    "plain": "command at '%(dir)s/plain.txt' is not executable",
}
NO_FILE = {
    "absent": "can't find command '%(dir)s/absent'",
    "unfound": "can't find command 'no-such-command-anywhere'",
}


def test(t):
    t.start()
    info = t.wait_state("auto", "FATAL")
    t.equal(info["spawnerr"], "can't find command '%s/absent'" % t.dir, "spawnerr")
    t.equal(info["description"], info["spawnerr"], "description")
    t.match(r"INFO spawnerr: can't find command '%s/absent'$" % t.dir, t.log())
    t.match(r"INFO gave up: auto entered FATAL state", t.log())
    for name, text in NOT_EXECUTABLE.items():
        t.equal(t.fault(t.rpc.startProcess, name), (21, "NOT_EXECUTABLE: " + text % {"dir": t.dir}), name)
        t.ctl("start", name, code=1, out="%s: ERROR (file is not executable)\n" % name)
    for name, text in NO_FILE.items():
        t.equal(t.fault(t.rpc.startProcess, name), (20, "NO_FILE: " + text % {"dir": t.dir}), name)
        t.ctl("start", name, code=1, out="%s: ERROR (no such file)\n" % name)
    t.equal(t.state("plain"), "STOPPED", "a refused start leaves the state alone")
