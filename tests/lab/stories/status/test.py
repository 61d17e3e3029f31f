"""HD-SEED-04, HD-SUP-42, HD-PRG-33, HD-GAP-01: status shows both levels, changes nothing, and its exit status says
whether all is as described."""
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
