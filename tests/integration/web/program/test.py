"""A program's page: its configuration without secrets, its last ends, its processes, its changes of state."""
from harness import rpc, web

ours_only = "the page is another one"


def test(t):
    t.start()
    t.wait_state("tree", "RUNNING")
    browser = web.Browser(t.port())
    t.wait(lambda: len(browser.json("/api/program/tree")["tree"]) == 2, "the shell and its child")
    answer = browser.get("/api/program/tree")
    t.equal(answer.headers["Content-Type"], "application/json", "data, no markup")
    t.absent("s3cret", answer.body.decode())
    told = browser.json("/api/program/tree")
    config = {one["key"]: one["value"] for one in told["config"]}
    t.equal((config["environment DB_PASSWORD"], config["environment MODE"]), ("(hidden)", "<b>x</b>"), "environment")
    shell, child = told["tree"]
    t.equal((shell["pid"], child["ppid"]), (t.pid("tree"), shell["pid"]), "the tree")
    t.equal(child["command"], "sleep 1000", "its command")
    t.true(child["memory"] > 0, "its memory")
    t.equal([(one["from"], one["to"]) for one in told["events"]], [("STOPPED", "STARTING"), ("STARTING", "RUNNING")],
            "what has happened")
    for _ in range(2):
        t.rpc.startProcess("dies", False)
        t.wait_state("dies", "EXITED")
    exits = browser.json("/api/program/dies")["exits"]
    t.equal([(one["text"], one["expected"]) for one in exits], [("exit status 3", False)] * 2, "its ends")
    t.equal(browser.get("/api/program/none").status, 404, "no such program")
    successor_has_no_past(t, browser)
    t.stop()


def successor_has_no_past(t, browser):
    """Of a process that was removed, for one that is added with its name."""
    twiddler = rpc.connect(t.socket_path).twiddler
    t.equal(twiddler.removeProcessFromGroup("dies", "dies"), True, "removed")
    t.equal(twiddler.addProgramToGroup("dies", "dies", {"command": "sleep 1000", "autostart": "false"}), True, "added")
    told = browser.json("/api/program/dies")
    t.equal((told["exits"], told["events"]), ([], []), "what has happened to the new one")
