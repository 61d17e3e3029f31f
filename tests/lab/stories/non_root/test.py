"""HD-SEED-07, HD-SUP-50, HD-SUP-51, HD-SUP-52, HD-NOTIF-02: root makes the supervisor, its account deploys programs."""
from story import tsup

seeds = ("non_root",)


def test(t):
    t.recap(t.deploy("init.yml"), ok=14, changed=10)
    for host in t.hosts:
        host.wait_processes("tsup", [tsup.DAEMON])
        t.equal(host.rights("/home/tsup/.ssh"), "tsup:tsup 700", "its folder of keys")
        t.equal(host.rights("/home/tsup/.ssh/authorized_keys"), "tsup:tsup 600", "its keys")
    t.done_again("init.yml")

    t.recap(t.deploy("app.yml"), ok=8, changed=3)
    tsup.runs(t)
    for host in t.hosts:
        for path in (tsup.SCRIPT, tsup.PROGRAM_CONF):
            t.equal(host.rights(path).split()[0], "tsup:tsup", path)
    t.done_again("app.yml")
    before = tsup.pids(t)

    t.edit("templates/program1.sh", "Hello", "Good day")
    run = t.deploy("app.yml")
    t.said(run, "RUNNING HANDLER", "Restart supervisor_tsupv program program1", "changed")
    after = tsup.pids(t)
    for host in t.hosts:
        t.equal(after[host.name][0], before[host.name][0], "the daemon is not this description's")
        t.true(after[host.name][1] != before[host.name][1], "the program is a new one")

    t.recap(t.hadeploy("--src app.yml --action stop"), ok=2, changed=1)
    for host in t.hosts:
        host.wait_processes("tsup", [tsup.DAEMON])
    t.hadeploy("--src app.yml --action start")
    tsup.runs(t)
    t.equal({name: daemon for name, (daemon, _) in tsup.pids(t).items()},
            {name: daemon for name, (daemon, _) in after.items()}, "the daemon went on all the time")
    t.done_again("init.yml")
