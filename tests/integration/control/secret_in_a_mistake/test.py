"""A mistake in environment= is told with its value to the administrator who rereads, as Supervisor does, and to nobody else:
neither to a reader of the page nor in the log nor by --check."""
from harness import web

ours_only = "[http_user:x], /api/changes and --check are ours"


def test(t):
    t.start()
    good = t.conf.read_text()
    for environment, words in (('PW="s3cret",MODE=', "variable 2 of the list has no value"),
                               ('PW="s3cret\\",s3cret', "No closing quotation"),
                               ('PW="s3cret%%(none)s"', r"%\(none\)s has no value here")):
        t.config(good.replace('MODE="1"', environment.replace("%%", "%")))
        place = r"%s:\d+: \[program:cat\] environment: %s" % (t.conf, words)
        told = t.ctl("reread").out
        if "closing" not in words:
            t.match("s3cret", told, "what Supervisor says")
        eve = web.Browser(t.port(), "eve", "password123")
        t.match(place, eve.json("/api/changes")["error"], "what a reader sees")
        t.match(place, t.supervisord("--check", "-c", t.conf).out, "--check")
        t.ctl("reload")
        t.wait_log("ERRO restart refused, nothing has been stopped: " + place)
        t.wait_log(r"INFO supervisor.reloadConfig.*CANT_REREAD: " + place)
    t.absent("s3cret", t.log(), "the log")
