"""The tree of programs and their libraries, unpacked where nobody planned it, on the oldest and the newest system that it
is said to run on and that can be made here."""
import os

from harness.case import Skipped
from kit import roots as systems
from kit.built import output

roots = ("bookworm", "noble", "trixie")
limit = 240

CONFIGURATION = """[unix_http_server]
file=/tmp/s.sock
[supervisord]
logfile=/tmp/supervisord.log
pidfile=/tmp/supervisord.pid
childlogdir=/tmp
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix:///tmp/s.sock
[inet_http_server]
port=127.0.0.1:9001
username=admin
password={SHA}d033e22ae348aeb5660fc2140aec35850c4da997
[program:web]
command=/bin/sh -c 'echo started; exec sleep 1000'
startsecs=0
"""
PLACE = "/srv/some where"


def needed_glibc(t):
    (t.dir / "tree").mkdir()
    output("tar", "-C", t.dir / "tree", "-xzf", t.packages.tree)
    script = os.path.join(os.path.dirname(__file__), "../../../packaging/oldest_glibc")
    return output(script, t.dir / "tree").strip()


def test(t):
    needed = needed_glibc(t)
    fit = systems.fit(needed)
    t.true(fit, "none of %s has glibc %s" % (sorted(systems.SUITES), needed))
    left_out = []
    for suite in fit:
        reason = systems.why_not(suite)
        if reason:
            left_out.append(reason)
        else:
            runs_on(t, suite)
    if left_out:
        print("trees: needs glibc %s; left out: %s" % (needed, "; ".join(left_out)), flush=True)
    if len(left_out) == len(fit):
        raise Skipped("; ".join(left_out))


def runs_on(t, suite):
    machine = t.machine(suite)
    place = machine.path(PLACE)
    place.mkdir()
    output("tar", "-C", place, "--strip-components=1", "-xzf", t.packages.tree)
    machine.write("/etc/here.conf", CONFIGURATION)
    machine.start(PLACE + "/bin/supervisord", "-n", "-c", "/etc/here.conf")

    def control(*words):
        return machine.call(PLACE + "/bin/supervisorctl", "-c", "/etc/here.conf", *words)
    t.wait(lambda: "RUNNING" in control("status", "web").out, lambda: "web to run on %s: %s" % (suite, machine.output()))
    t.match("^started$", control("tail", "web").out, "its output on " + suite)
    over_tcp = control("-s", "http://127.0.0.1:9001", "-u", "admin", "-p", "admin", "pid")
    t.match(r"^\d+$", over_tcp.out, "a hashed password, for which OpenSSL is loaded, on " + suite)
    libraries = {line.split()[-1] for line in machine.call("cat", "/proc/1/maps").out.splitlines() if ".so" in line}
    t.match("lib/supervise/libcrypto", " ".join(sorted(libraries)), "whose OpenSSL on " + suite)
    deployer = machine.call(PLACE + "/bin/hadeploy", "--version")
    t.equal(deployer.code, 0, "hadeploy on %s: %s" % (suite, deployer.err))
    control("shutdown")   # with the first process of a machine everything in it ends, this command too
    t.equal(machine.wait_end(), 0, "the end on " + suite)
