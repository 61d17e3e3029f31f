"""HD-SEED-04, HD-SUP-42, HD-PRG-33, HD-GAP-01: status shows both levels, changes nothing, and its exit status says
whether all is as described: what runs, and what a deployment would change."""
import json

from story import tsup

seeds = ("simple",)

DAEMONS = "Display Supervisor services state"
PROGRAMS = "Display Supervisor's programs state in scope 'all'"


def shown(t, run):
    return {host.name: (run.task(DAEMONS).items(host.name), run.task(PROGRAMS).items(host.name)) for host in t.hosts}


def test(t):
    t.deploy()
    tsup.runs(t)
    run = t.hadeploy("--src app.yml --action status", code=0)
    t.recap(run, ok=6, changed=0)
    fine = (["supervisord_tsupv:active"], ["program1:RUNNING"])
    t.equal(shown(t, run), {"en1": fine, "en2": fine}, "both levels")

    t.host("en2").run("supervisorctl_tsupv stop program1", user="tsup")
    run = t.hadeploy("--src app.yml --action status", code=3)
    t.equal(shown(t, run), {"en1": fine, "en2": (fine[0], ["program1:STOPPED"])}, "after somebody stopped one")
    t.equal(t.host("en2").command_lines("tsup"), [tsup.DAEMON], "status starts nothing")

    t.host("en2").run("systemctl stop " + tsup.UNIT)
    run = t.hadeploy("--src app.yml --action status", code=3)
    t.equal(run.task(DAEMONS).items("en2"), ["supervisord_tsupv:inactive"], "a daemon that is down")
    t.absent(r"service '%s'" % tsup.UNIT, run.out, "what is down is told once")
    t.deploy()

    changed_by_hand(t)


def at_rest(host):
    """The host's files, but for what its daemon writes by itself."""
    return {line for line in host.listing().splitlines() if not line.startswith(("/run ", "/var/log/supervisor_tsupv/"))}


def changed_by_hand(t):
    """Files, folders and units as well; nothing is mended but by a deployment."""
    tsup.runs(t)
    host = t.host("en2")
    script = host.read(tsup.SCRIPT)
    host.run("echo '# by hand' >>%s && chmod 0750 %s" % (tsup.SCRIPT, tsup.SCRIPT))
    host.run("chown root /opt/tsup && systemctl disable --quiet %s && rm %s" % (tsup.UNIT, tsup.WRAPPER))
    before = at_rest(host)
    run = t.hadeploy("--src app.yml --action status --diff", code=3)
    t.recap(run, ok=6, changed=0)
    t.match(r"^en2: file '%s': content, mode 0750 -> 0755$" % tsup.SCRIPT, run.out, "the script")
    t.match(r"^-# by hand$", run.out, "how its text differs")
    t.match(r"^en2: folder '/opt/tsup': owner root -> tsup$", run.out, "the folder")
    t.match(r"^en2: supervisor 'tsupv': wrapper '%s': missing$" % tsup.WRAPPER, run.out, "the wrapper")
    t.match(r"^en2: supervisor 'tsupv': service '%s': not enabled$" % tsup.UNIT, run.out, "the service")
    t.absent(r"^en1: ", run.out, "the other host is as described")
    t.equal(at_rest(host) ^ before, set(), "what status changes")

    hosts = json.loads(t.hadeploy("--src app.yml --action status --output json", code=3).out)["hosts"]
    t.equal([(host["host"], sorted(one["what"] for one in host["differences"])) for host in hosts],
            [("en1", []), ("en2", ["file", "folder", "service", "wrapper"])], "for programs")
    run = t.hadeploy("--src app.yml --action status --states-only", code=0)
    t.match(r"Only states were looked at", run.out, "what was not compared")

    t.deploy()
    t.equal((host.read(tsup.SCRIPT), host.rights(tsup.SCRIPT)), (script, "tsup:tsup 755"), "mended")
    t.match("Everything is as described", t.hadeploy("--src app.yml --action status", code=0).out, "as described again")
