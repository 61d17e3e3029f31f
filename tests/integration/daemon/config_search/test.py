"""CFG-001, CFG-002, DAEMON-002: where a configuration is looked for without -c, and what is said when there is none."""
import os
import re

needs = ("mount",)

NOWHERE = ["unshare", "-m", "sh", "-c", "mount -t tmpfs none /etc/supervisor 2>/dev/null; "
           "[ -e /etc/supervisord.conf ] && mount --bind /dev/null /etc/supervisord.conf; exec \"$@\"", "sh"]
CONFIG = ("[supervisord]\nlogfile=@DIR@/supervisord.log\npidfile=@DIR@/supervisord.pid\nidentifier=%s\n"
          "[unix_http_server]\nfile=@DIR@/s.sock\n[rpcinterface:supervisor]\n"
          "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n")


def found(t):
    daemon = t.launch(conf=False, wrapper=NOWHERE)
    t.wait(t.answers, "the daemon to answer")
    name = t.rpc.getIdentification()
    t.stop()
    return name, daemon.err()


def test(t):
    if os.path.exists("/etc/supervisord.conf"):
        t.skip("/etc/supervisord.conf exists")
    done = t.supervisord("-n", code=2, wrapper=NOWHERE)
    base = os.path.dirname(os.path.dirname(t.programs.supervisord))
    t.match("^" + re.escape(
        "Error: No config file found at default paths (%s/etc/supervisord.conf, %s/supervisord.conf, supervisord.conf, "
        "etc/supervisord.conf, /etc/supervisord.conf, /etc/supervisor/supervisord.conf); use the -c option to specify a "
        "config file at a different path" % (base, base)) + "$", done.err)
    t.write("etc/supervisord.conf", CONFIG % "below")
    name, err = found(t)
    t.equal(name, "below", "etc/supervisord.conf")
    t.match("Supervisord is running as root and it is searching for its configuration file in default locations", err)
    t.write("supervisord.conf", CONFIG % "here")
    t.equal(found(t)[0], "here", "supervisord.conf comes first")
