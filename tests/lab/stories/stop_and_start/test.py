"""HD-SEED-03, HD-PRG-31, HD-PRG-32, HD-SUP-41: stop leaves no process behind, start brings everything back; both again
change nothing."""
from story import tsup

seeds = ("simple",)


def test(t):
    t.deploy()
    tsup.runs(t)
    t.recap(t.hadeploy("--src app.yml --action stop"), ok=4, changed=2)
    for host in t.hosts:
        host.wait_no_process("tsup")
        t.equal(host.unit(tsup.UNIT), "inactive", "the unit")
        t.equal(host.unit(tsup.UNIT, "UnitFileState"), "enabled", "at the next boot")
    t.recap(t.hadeploy("--src app.yml --action stop"), ok=4, changed=0)

    t.recap(t.hadeploy("--src app.yml --action start"), ok=4, changed=1)
    tsup.runs(t)
    before = tsup.pids(t)
    t.recap(t.hadeploy("--src app.yml --action start"), ok=4, changed=0)
    t.equal(tsup.pids(t), before, "what runs is left alone")
    t.done_again()
