"""CTL-049, CTL-012, CTL-015, CLI-056: version, unknown words, commands without arguments."""
import re


def test(t):
    t.start()
    version = "4.4.0+supervise.0.1.0" if t.ours else "4.2.5"
    t.ctl("version", code=0, out=version + "\n")
    t.equal(t.rpc.getSupervisorVersion(), version, "getSupervisorVersion")
    t.equal((t.rpc.getAPIVersion(), t.rpc.getIdentification()), ("3.0", "supervisor"), "API version, identification")
    t.ctl("frobnicate now", code=1, out="*** Unknown syntax: frobnicate now\n")
    t.ctl("STATUS", code=1, out="*** Unknown syntax: STATUS\n")
    t.ctl("", code=0, out="")
    for command in ("shutdown", "reload", "avail", "reread", "version"):
        t.ctl(command, "x", code=1, out=re.compile(r"Error: %s accepts no arguments\n%s[ \t].*" % (command, command),
                                                   re.S))
    t.equal(t.rpc.getState(), {"statecode": 1, "statename": "RUNNING"}, "nothing happened")
