"""What the file says that does not run yet: told without touching anything, then taken up, for one group and for all."""
from harness import web

ours_only = "the page is another one"


def test(t):
    t.start()
    browser = web.Browser(t.port())
    browser.log_in()
    nothing = {"added": [], "removed": [], "changed": [], "error": None}
    t.equal(browser.json("/api/changes"), nothing, "nothing has changed")
    text = t.conf.read_text()
    before, rest = text.split("[program:gone]")
    t.config(before + "[program:other]\ncommand=/bin/cat -u\nstartsecs=0\n[program:<b>fresh]\ncommand=/bin/cat\n")
    changes = browser.json("/api/changes")
    t.equal(changes, {"added": ["<b>fresh"], "removed": ["gone"], "error": None, "changed": [
        {"group": "other", "keys": [{"key": "command", "old": "/bin/cat", "new": "/bin/cat -u"}]}]}, "what would change")
    t.equal(sorted(t.states()), ["gone", "other", "same"], "nothing is touched")
    same = t.pid("same")
    first = browser.post("/api/update", {"groups": ["other"]})
    t.equal(first.body, {"results": [{"namespec": "other", "ok": True, "text": "updated process group"}]}, "one group")
    t.equal(browser.json("/api/changes")["removed"], ["gone"], "the others wait")
    second = browser.post("/api/update", {})
    t.equal([(one["namespec"], one["text"]) for one in second.body["results"]],
            [("gone", "removed process group"), ("<b>fresh", "added process group")], "all")
    t.equal(t.pid("same"), same, "what has not changed runs on")
    t.equal(browser.json("/api/changes"), nothing, "done")
    t.config(text + "[program:broken]\n")
    t.match("broken", browser.json("/api/changes")["error"])
    t.equal(browser.post("/api/update", {}).status, 409, "a file with errors")
    t.equal(t.pid("same"), same, "touches nothing")
    t.stop()
