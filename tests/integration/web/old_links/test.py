"""WEB-007, WEB-012 to WEB-018: addresses of Supervisor's page that changed something by GET ask first; what they show is escaped.
The confirmed action ends where it ended there, with the same message."""
import html
import re
import urllib.parse

from harness import web

ours_only = "Supervisor's page changes things by GET"


def test(t):
    t.start()
    t.wait_state("cat", "RUNNING")
    browser = web.Browser(t.port())

    def confirm(query):
        page = browser.get("/index.html?" + query)
        t.equal(page.status, 200, query)
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.body.decode()))
        body = urllib.parse.urlencode({name: html.unescape(value) for name, value in fields.items()})
        answer = browser.ask("POST", "/index.html", body, {"Content-Type": "application/x-www-form-urlencoded"})
        t.equal(answer.status, 303, "confirmed " + query)
        return urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers["Location"]).query)["message"][0]

    pid = t.pid("cat")
    browser.get("/index.html?processname=cat&action=stop")
    browser.get("/?action=stopall")
    t.equal(t.pid("cat"), pid, "looking changes nothing")
    t.equal(confirm("processname=cat&action=stop"), "Process cat stopped", "stop")
    t.equal(t.state("cat"), "STOPPED", "stopped")
    t.equal(confirm("processname=cat&action=start"), "Process cat started", "start")
    t.equal(confirm("processname=cat&action=restart"), "Process cat restarted", "restart")
    t.equal(confirm("processname=cat&action=clearlog"), "Log for cat cleared", "clear")
    t.match(r"^All restarted at \w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$", confirm("action=restartall"))
    t.match(r"^All stopped at ", confirm("action=stopall"))
    evil = "<script>alert(1)</script>\"'&"
    page = browser.get("/?action=start&processname=" + urllib.parse.quote(evil)).body.decode()
    t.absent("<script>", page)
    t.match(re.escape("&lt;script&gt;"), page)
    t.match(r"no such process", confirm("action=start&processname=" + urllib.parse.quote(evil)))
    t.equal(browser.get("/?action=jump").status, 400, "no action")
    t.stop()
