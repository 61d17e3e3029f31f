"""PROC-043, PROC-044, CFG-166, CFG-167: what a program finds in its environment."""


def environment(t, name):
    t.wait_file(name, "^DONE=1$")
    return dict(line.split("=", 1) for line in t.read(name).splitlines() if "=" in line)


def test(t):
    t.start(env={"INHERITED": "yes", "BOTH": "outer"})
    found = environment(t, "plain.out")
    t.equal(found.get("INHERITED"), "yes", "the daemon's own environment")
    t.equal(found.get("OWN"), "with, comma", "its own")
    t.equal((found.get("GLOBAL"), found.get("BOTH")), ("g", "own"), "global and own")
    t.equal(found.get("SUPERVISOR_ENABLED"), "1", "SUPERVISOR_ENABLED")
    t.equal(found.get("SUPERVISOR_PROCESS_NAME"), "member", "SUPERVISOR_PROCESS_NAME")
    t.equal(found.get("SUPERVISOR_GROUP_NAME"), "overridden", "the global environment may override it")
    t.equal(found.get("SUPERVISOR_SERVER_URL"), "unix://%s/s.sock" % t.dir, "SUPERVISOR_SERVER_URL")
    t.equal(environment(t, "url.out").get("SUPERVISOR_SERVER_URL"), "http://elsewhere:1", "serverurl")
    t.true("SUPERVISOR_SERVER_URL" not in environment(t, "nourl.out"), "serverurl= leaves it unset")
