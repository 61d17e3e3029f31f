"""EXT-005: the twiddler interface. Programs are added to a group and taken away while the daemon runs, live as those of
the file, and are gone after the next update of their group or a reload."""
from harness import rpc

ours_only = "supervisor_twiddler is not in the distribution"


def test(t):
    t.start()
    twiddler = rpc.connect(t.socket_path).twiddler
    t.equal(twiddler.getAPIVersion(), "1.0", "version")
    t.equal(sorted(twiddler.getGroupNames()), ["jobs", "web"], "groups")
    adds_and_starts(t)
    lives_as_all_others(t)
    is_removed(t)
    refusals(t)
    update_and_reload(t)


def connect(t):
    return rpc.connect(t.socket_path).twiddler


def adds_and_starts(t):
    """Started by itself, with logs, environment and numbers."""
    options = {"command": "sh -c 'echo $A-$B; exec sleep 1000'", "startsecs": 0, "numprocs": "2",
               "process_name": "%(program_name)s%(process_num)d", "environment": 'A="%(process_num)d",B="b"',
               "stdout_logfile": str(t.dir / "w%(process_num)d"), "autorestart": True}
    t.equal(connect(t).addProgramToGroup("jobs", "w", options), True, "added")
    t.wait_states({"jobs:w0": "RUNNING", "jobs:w1": "RUNNING"})
    t.wait_file("w1", "1-b")
    t.match(r"jobs:w1 +RUNNING", t.ctl("status", code=0).out)
    config = {c["name"]: c for c in t.rpc.getAllConfigInfo()}
    t.equal((config["w1"]["inuse"], config["w1"]["group"]), (True, "jobs"), "configured until the next reread")
    # One that does not start by itself, into a group with others.
    connect(t).addProgramToGroup("web", "quiet", {"command": "sleep 1000", "autostart": "false", "startsecs": "0"})
    t.equal(t.state("web:quiet"), "STOPPED", "not started")
    t.equal(t.rpc.startProcess("web:quiet"), True, "started")
    t.equal(t.state("web:web"), "RUNNING", "the one of the file")


def lives_as_all_others(t):
    import os
    import signal
    before = t.pid("jobs:w0")
    os.kill(before, signal.SIGKILL)
    t.wait(lambda: t.info("jobs:w0")["pid"] not in (0, before), "the restart of an added program")
    t.ctl("stop jobs:*", code=0)
    t.wait_states({"jobs:w0": "STOPPED", "jobs:w1": "STOPPED"})
    t.ctl("start jobs:w1", code=0, out="jobs:w1: started\n")
    connect(t).addProgramToGroup("jobs", "fails", {"command": "/nowhere/at/all", "startretries": "0"})
    t.wait_state("jobs:fails", "FATAL")


def is_removed(t):
    t.equal(t.fault(connect(t).removeProcessFromGroup, "jobs", "w1"), (91, "STILL_RUNNING: w1"), "running")
    t.rpc.stopProcess("jobs:w1")
    t.equal(connect(t).removeProcessFromGroup("jobs", "w1"), True, "removed")
    t.equal(t.fault(t.rpc.getProcessInfo, "jobs:w1"), (10, "BAD_NAME: jobs:w1"), "gone")
    t.equal(connect(t).addProgramToGroup("jobs", "w1", {"command": "sleep 1000", "startsecs": "0"}), True, "again")
    t.wait_state("jobs:w1", "RUNNING")


def refusals(t):
    add = connect(t).addProgramToGroup
    t.equal(t.fault(add, "jobs", "w1", {"command": "x"}), (10, "BAD_NAME: w1"), "there already")
    t.equal(t.fault(add, "none", "x", {"command": "x"}), (10, "BAD_NAME: group: none"), "no group")
    t.equal(t.fault(add, "jobs", "x", {}), (2, "INCORRECT_PARAMETERS: program section program:x does not specify a "
            "command in section 'program:x' (file: '%s')" % t.conf), "no command")
    connect(t).log("all is twiddled\nERRO forged", "warn")
    t.wait_log(r"WARN all is twiddled$")
    t.wait_log(r"WARN ERRO forged$")


def update_and_reload(t):
    """The file has not changed, but the groups have: update makes them what the file says."""
    t.equal(t.ctl("reread", code=0).out, "jobs: changed\nweb: changed\n", "reread")
    t.ctl("update", code=0)
    t.wait_states({"web": "RUNNING"})
    t.equal(t.states(), {"web": "RUNNING"}, "as in the file")
    t.equal(t.ctl("reread", code=0).out, "No config updates to processes\n", "settled")
    connect(t).addProgramToGroup("jobs", "last", {"command": "sleep 1000", "startsecs": "0"})
    t.wait_state("jobs:last", "RUNNING")
    last = t.pid("jobs:last")
    t.ctl("reload", code=0)
    t.wait(lambda: t.answers() and t.states() == {"web": "RUNNING"}, "the daemon of the file")
    t.true(not t.alive(last), "the added program was stopped")
