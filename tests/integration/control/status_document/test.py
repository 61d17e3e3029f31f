"""GET /api/status: everything about the daemon and its processes as one JSON document, behind the same password as
the rest."""
import base64
import json
import os

from harness import live

ours_only = "Supervisor has no JSON"


def test(t):
    daemon = t.start()
    t.wait_states({"tree": "RUNNING", "ends": "EXITED", "killed": "FATAL", "pair:left": "RUNNING"})
    tree_pid = t.pid("tree")
    children = "/proc/%d/task/%d/children" % (tree_pid, tree_pid)
    t.wait(lambda: len(t.read(children).split()) == 2, "both children of tree")
    document = live.status(t.socket_path)
    t.equal(document["schema"], 1)
    processes = {p["namespec"]: p for p in document["processes"]}
    t.equal(list(processes), ["ends", "killed", "pair:left", "pair:right", "tree"], "the order of status")
    _daemon(t, daemon, document["daemon"])
    _tree(t, processes["tree"], tree_pid)
    _ended(t, processes)
    # Descriptions hold the uptime: between two questions it may be the next second.
    t.wait(lambda: _members_of_rpc(live.status(t.socket_path)["processes"]) == _members_of_rpc(t.rpc.getAllProcessInfo()),
           "what XML-RPC says, too")
    _who_may(t)
    _what_may(t)


def _members_of_rpc(processes):
    return [[process[member] for member in ("group", "name", "state", "statename", "exitstatus", "description")]
            for process in processes]


def _daemon(t, daemon, told):
    t.equal((told["pid"], told["identifier"], told["state"], told["statename"]),
            (daemon.pid, "supervisor", 1, "RUNNING"), "the daemon")
    t.equal(told["supervisor_version"], t.rpc.getSupervisorVersion())
    t.true(told["memory"] > 0 and told["uptime"] >= 0, "the daemon's own use in %r" % told)


def _tree(t, tree, pid):
    t.equal((tree["pid"], tree["process_count"]), (pid, 3), "the program and its children")
    pages = 0
    for member in (pid, *map(int, t.read("/proc/%d/task/%d/children" % (pid, pid)).split())):
        pages += int(t.read("/proc/%d/statm" % member).split()[1])
    real = pages * os.sysconf("SC_PAGESIZE")
    t.true(0.5 * real <= tree["memory"] <= 2 * real, "memory %d is near what /proc says now, %d" % (tree["memory"], real))
    t.equal((tree["stdout_logfile"], tree["stderr_logfile"]), (str(t.dir / "tree.out"), None), "logs")
    t.equal((tree["stop"], tree["last_exit"], tree["restarts"], tree["spawnerr"]), (None, None, 0, None), "its past")


def _ended(t, processes):
    ends, killed, right = processes["ends"], processes["killed"], processes["pair:right"]
    exit_of_ends = ends["last_exit"]
    t.equal((exit_of_ends["status"], exit_of_ends["signal"], exit_of_ends["expected"], exit_of_ends["asked"],
             exit_of_ends["text"]), (3, None, False, False, "exit status 3"), "the end of ends")
    t.equal(exit_of_ends["time"], ends["stop"], "when it ended")
    t.equal((ends["pid"], ends["memory"], ends["uptime"], ends["process_count"]), (None, None, None, None), "no process")
    t.equal((killed["last_exit"]["signal"], killed["last_exit"]["status"]), ("SIGKILL", None), "the end of killed")
    t.equal(killed["restarts"], 2, "automatic restarts")
    t.equal((right["start"], right["last_exit"], right["description"]), (None, None, "Not started"), "never started")


def _who_may(t):
    target = ("127.0.0.1", t.port())
    for path in ("/api/status", "/api/live"):
        answer = live.request(target, path)
        t.equal((answer.status, answer.getheader("WWW-Authenticate")), (401, 'Basic realm="default"'), path)
        wrong = {"Authorization": "Basic " + base64.b64encode(b"user:wrong").decode()}
        t.equal(live.request(target, path, wrong).status, 401, path)
    right = {"Authorization": "Basic " + base64.b64encode(b"user:secret").decode()}
    answer = live.request(target, "/api/status", right)
    t.equal((answer.status, answer.getheader("Content-Type")), (200, "application/json"), "with the password")
    t.equal(json.loads(answer.read())["schema"], 1)
    t.equal(live.request(target, "/api/live", right).status, 200, "the feed, with the password")


def _what_may(t):
    for method in ("POST", "PUT", "DELETE"):
        for path in ("/api/status", "/api/live"):
            t.equal(live.request(t.socket_path, path, {"Content-Length": "0"}, method).status, 405, method + path)
    t.equal(live.request(t.socket_path, "/api/status?x=1").status, 200, "a query is ignored")
    t.equal(live.request(t.socket_path, "/api/").status, 404)
    t.equal(live.request(t.socket_path, "/api/status/x").status, 404)
