"""GET /api/live: a snapshot, then what changes, as it changes: states, groups, usage, the end of the daemon."""
from harness import live

ours_only = "Supervisor has no feed"


def is_process(namespec, statename):
    return lambda name, data: name == "process" and (data["namespec"], data["statename"]) == (namespec, statename)


def test(t):
    t.start()
    t.wait_state("busy", "RUNNING")
    follower = live.Follower(t.socket_path)
    t.match(rb"\AHTTP/1.1 200 |\AHTTP/1.0 200 ", follower.head)
    t.match(rb"^Content-Type: text/event-stream\r$", follower.head)
    snapshot = follower.wait_for(lambda name, data: True, "the first event")
    t.equal(follower.events[0][0], "snapshot")
    t.equal([(p["namespec"], p["statename"]) for p in snapshot["processes"]],
            [("busy", "RUNNING"), ("web", "STOPPED")], "the snapshot")

    t.rpc.startProcess("web")
    started = follower.wait_for(is_process("web", "RUNNING"), "web to run")
    t.equal(started["pid"], t.pid("web"))
    t.rpc.stopProcess("web")
    ended = follower.wait_for(is_process("web", "STOPPED"), "web to stop")
    t.equal(ended["last_exit"]["signal"], "SIGTERM")

    _usage(t, follower)
    _groups(t, follower)
    second = live.Follower(t.socket_path)
    second.wait_for(lambda name, data: name == "snapshot", "another follower's snapshot")
    second.close()
    t.daemon.signal("TERM")
    follower.wait_for(lambda name, data: name == "daemon" and data["statename"] == "SHUTDOWN", "the shutdown")
    t.daemon.wait_exit(0)
    t.wait(lambda: follower.read(0.05) or follower.ended, "the end of the stream")


def _usage(t, follower):
    """One core's worth, with whatever share of it this machine gives."""
    def busy(name, data):
        return name == "usage" and any(p["name"] == "busy" and (p["cpu_percent"] or 0) > 1 for p in data["processes"])
    data = follower.wait_for(busy, "the use of busy")
    [process] = [p for p in data["processes"] if p["name"] == "busy"]
    t.equal(sorted(process), ["cpu_percent", "cpu_seconds", "group", "memory", "name", "process_count"])
    t.true(process["cpu_percent"] <= 105, "one thread has at most one core: %r" % process)
    t.true(process["memory"] > 0 and process["process_count"] == 1, "its memory: %r" % process)
    t.true(all(p["name"] != "web" for p in data["processes"]), "what does not run uses nothing")


def _groups(t, follower):
    with open(t.conf, "a") as conf:
        conf.write("\n[program:late]\ncommand=sleep 1000\nstartsecs=0\n")
    t.rpc.reloadConfig()
    t.rpc.addProcessGroup("late")
    added = follower.wait_for(lambda name, data: name == "group", "the new group")
    t.equal((added["group"], added["change"], [p["name"] for p in added["processes"]]), ("late", "added", ["late"]))
    follower.wait_for(is_process("late", "RUNNING"), "late to run")
    t.rpc.stopProcess("late")
    t.rpc.removeProcessGroup("late")
    removed = follower.wait_for(lambda name, data: name == "group" and data["change"] == "removed", "the group to go")
    t.equal(removed["group"], "late")
