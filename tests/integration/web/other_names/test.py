"""DNS rebinding: a name of another site that leads to this server is not its own, for a browser; allowed_hosts names
those that are, and then for everybody."""
from harness import web

ours_only = "Supervisor looks at no names"


def test(t):
    t.start()
    browser = web.Browser(t.port())
    browser.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64)"

    def status(host, **more):
        return browser.get("/api/session", headers=dict(Host=host, **more)).status

    here = "127.0.0.1:%d" % t.port()
    t.equal([status(host) for host in (here, "localhost", "[::1]:9001", "box")], [200] * 4, "own names")
    t.equal([status(host) for host in ("evil.example", "evil.example:9001", "127.0.0.1.evil.example")], [421] * 3,
            "names of others")
    refused = browser.ask("POST", "/RPC2", "<methodCall/>",
                          {"Host": "evil.example", "Origin": "http://evil.example", "Content-Type": "text/xml"})
    t.equal(refused.status, 421, "XML-RPC by a browser")
    t.match("allowed_hosts", refused.body.decode(), "what to do")
    t.equal(status("proxy.example.com", **{"User-Agent": "curl/7.88", "Accept-Language": None}), 200, "no browser")
    t.stop()

    t.config(t.conf.read_text().replace("[program:cat]", "allowed_hosts=sup.example.com, *.example.org\n[program:cat]"))
    t.start()
    t.equal([status(host) for host in (here, "sup.example.com", "a.example.org:80")], [200] * 3, "listed")
    t.equal([status(host) for host in ("box", "evil.example", "example.org")], [421] * 3, "not listed")
    t.equal(status("proxy.example.com", **{"User-Agent": "curl/7.88"}), 421, "whoever it is")
    t.ctl("pid", code=0)
    t.stop()
