"""PROC-023, PROC-024: who gets stopsignal and SIGKILL, with and without stopasgroup and killasgroup."""


def test(t):
    t.start()
    children = {}
    pids = {}
    for name in ("alone", "together", "killed", "killed_alone"):
        children[name] = int(t.wait_file(name + ".child", r"^\d+$")[0].group())
        pids[name] = t.wait_state(name, "RUNNING")["pid"]

    t.rpc.stopProcess("alone")
    t.equal(t.read("alone.terms"), "parent\n", "TERM reaches the program only")
    t.true(t.alive(children["alone"]), "its child survives")
    t.match(r"DEBG killing alone \(pid %d\) with signal SIGTERM$" % pids["alone"], t.log())

    t.rpc.stopProcess("together")
    t.wait_file("together.terms", "child")
    t.match("parent", t.read("together.terms"), "TERM reaches the parent")
    t.wait_gone(children["together"])
    t.match(r"DEBG killing together \(pid %d\) process group with signal SIGTERM$" % pids["together"], t.log())

    t.rpc.stopProcess("killed")
    t.wait_gone(children["killed"])
    t.match(r"WARN killing 'killed' \(%d\) with SIGKILL$" % pids["killed"], t.log())

    t.rpc.stopProcess("killed_alone")
    t.true(t.alive(children["killed_alone"]), "without killasgroup the child survives")
