"""The page's orders: start, stop, restart, signal and clear, for one, for a group and for all, with the results as
supervisorctl words them and a line in the log for each."""
from harness import web

ours_only = "the page is another one"


def results(answer):
    return [(one["namespec"], one["ok"], one["text"]) for one in answer.body["results"]]


def test(t):
    t.start()
    t.wait_state("g:trap", "RUNNING")
    browser = web.Browser(t.port())
    session = browser.log_in()
    t.equal((session["user"], session["role"], session["can_log_out"]), (None, "admin", False), "nobody is asked")

    def act(action, *names, **more):
        answer = browser.post("/api/act", dict(action=action, names=names, **more))
        t.equal(answer.status, 200, "%s %s" % (action, names))
        return results(answer)

    t.equal(act("stop", "cat"), [("cat", True, "stopped")], "stop")
    t.equal(t.state("cat"), "STOPPED", "it has stopped when the answer comes")
    t.equal(act("start", "cat", "none"), [("cat", True, "started"), ("none", False, "ERROR (no such process)")], "start")
    t.equal(act("start", "g:dies"), [("g:dies", False, "ERROR (spawn error)")], "what does not start")
    before = t.pid("cat")
    t.equal(act("restart", "cat"), [("cat", True, "restarted")], "restart")
    t.true(t.pid("cat") != before, "another process")
    t.equal(act("signal", "g:trap", signal="HUP"), [("g:trap", True, "signalled")], "signal")
    t.wait_file("trap.log", "hup")
    t.equal(act("clear", "g:*"), [("g:dies", True, "cleared"), ("g:trap", True, "cleared")], "clear")
    t.equal(sorted(act("stop", "all")), [("cat", True, "stopped"), ("g:trap", True, "stopped")], "stop all")
    t.match(r"INFO supervisor\.startProcess\('cat'\) from 127\.0\.0\.1:\d+: done", t.log())
    t.equal(browser.post("/api/act", {"action": "fly", "names": ["cat"]}).status, 400, "no action")
    t.equal(browser.post("/api/daemon", {"action": "shutdown"}).status, 200, "shutdown")
    t.daemon.wait_exit(0)
