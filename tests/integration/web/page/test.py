"""WEB-001, WEB-002, WEB-003, WEB-021, HTTP-014, HTTP-015, HTTP-017: the page, what it is made of, what a browser may do with it, and the addresses that Supervisor's
page has."""
import gzip
import re

from harness import web

ours_only = "the page is another one"

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")


def test(t):
    t.start()
    browser = web.Browser(t.port())
    for path in ("/", "/index.html", "/?message=hello"):
        page = browser.get(path)
        t.equal((page.status, page.headers["Content-Type"], page.headers["Cache-Control"]),
                (200, "text/html; charset=utf-8", "no-cache"), path)
    files = re.findall(r'(?:href|src)="/?(assets/[0-9a-f]{16}/[^"]+)"', page.body.decode())
    files = ["/" + file for file in files]
    t.true(len(files) >= 2, "the page names its files: %s" % files)
    for file in files:
        plain = browser.get(file)
        small = browser.get(file, headers={"Accept-Encoding": "gzip"})
        t.equal(plain.status, 200, file)
        t.equal(gzip.decompress(small.body), plain.body, "compressed")
        t.equal(plain.headers["Cache-Control"], "public, max-age=31536000, immutable", "kept")
    for path in ("/", files[0], "/none", "/logtail/cat", "/api/status", "/ok.html"):
        answer = browser.ask("HEAD", path)
        t.equal([answer.headers.get_all(name) for name in (
            "Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "X-Content-Type-Options")],
            [[POLICY], ["DENY"], ["same-origin"], ["nosniff"]], "rules of " + path)
    ok = browser.get("/ok.html")
    t.equal((ok.status, ok.headers["Content-Type"], ok.body), (200, "text/plain", b"OK"), "/ok.html")
    for path in ("/status.html", "/stylesheets/supervisor.css", "/images/icon.png", "/assets", "/assets/", "/images/"):
        t.equal(browser.get(path).status, 404, "no file of Supervisor's page: " + path)
    tail = browser.get("/tail.html?processname=cat&limit=1024")
    t.equal((tail.status, tail.headers["Location"]), (302, "./#/log/cat"), "an old address")
    t.equal(browser.ask("POST", "/tail.html", "").status, 405, "looking changes nothing")
    t.stop()
