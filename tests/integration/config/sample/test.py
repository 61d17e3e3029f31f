"""EXT-007: the sample configuration is printed, is valid, and names every section."""

ours_only = "Supervisor has a command of its own for it"


def test(t):
    done = t.supervisord("--sample-config", code=0, err="")
    for section in ("unix_http_server", "supervisord", "rpcinterface:supervisor", "supervisorctl"):
        t.match(r"^\[%s\]" % section, done.out)
    for section in ("inet_http_server", "program:", "group:", "include", "eventlistener:", "fcgi-program:"):
        t.match(r"^;\s*\[%s" % section, done.out)
    t.config(done.out)
    t.supervisord("--check", "-c", t.conf, "--strict", code=0)
