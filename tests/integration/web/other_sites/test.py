"""Orders that another site's page makes a logged-in browser send: without the token, with one of another session or
user, from another origin. None is carried out."""
from harness import web

ours_only = "WEB-020: Supervisor has no such protection"

ORDER = {"action": "start", "names": ["cat"]}


def test(t):
    t.start()
    ann = web.Browser(t.port(), "ann", "secret")
    ann.log_in()
    cookie = ann.ask("GET", "/api/session", headers={"Cookie": None}).headers["Set-Cookie"]
    t.match(r"^supervise_session=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Strict$", cookie)
    ann.cookie = None
    ann.log_in()
    other = web.Browser(t.port(), "ann", "secret")
    other.log_in()
    bob = web.Browser(t.port(), "bob", "secret")
    bob.log_in()
    here = "http://127.0.0.1:%d" % t.port()

    def refused(what, headers, token=True):
        t.equal(ann.post("/api/act", ORDER, headers, token).status, 403, what)

    refused("no token", {}, token=False)
    refused("an empty one", {"X-Supervise-Token": ""})
    refused("one of another session", {"X-Supervise-Token": other.token})
    refused("one of another user", {"X-Supervise-Token": bob.token})
    refused("no session", {"Cookie": None})
    refused("a session of another user", {"Cookie": bob.cookie, "X-Supervise-Token": bob.token})
    refused("another origin", {"Origin": "http://evil.example"})
    refused("a sandbox", {"Origin": "null"})
    refused("another port", {"Origin": "http://127.0.0.1:1"})
    refused("what the browser says", {"Sec-Fetch-Site": "cross-site"})
    refused("a sibling", {"Sec-Fetch-Site": "same-site", "Origin": "http://x.example"})
    form = ann.ask("POST", "/index.html", "action=start&processname=cat",
                   {"Content-Type": "application/x-www-form-urlencoded"})
    t.equal(form.status, 403, "a form")
    for path in ("/api/act", "/api/daemon"):
        t.equal(ann.get(path).status, 405, "GET " + path)
    t.equal(t.state("cat"), "STOPPED", "nothing was done")
    t.equal(ann.post("/api/act", ORDER, {"Origin": here, "Sec-Fetch-Site": "same-origin"}).status, 200, "the page itself")
    t.equal(t.state("cat"), "RUNNING", "is obeyed")
    t.stop()
