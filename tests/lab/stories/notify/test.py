"""HD-SEED-06, HD-NOTIF-01, HD-NOTIF-07: a changed file restarts the program it notifies, once, and nothing else."""
from story import tsup

seeds = ("simple", "notify")


def test(t):
    t.deploy()
    tsup.runs(t)
    t.recap(t.deploy(), ok=19, changed=0)
    before = tsup.pids(t)

    t.edit("templates/program1.sh", "Hello", "Good day")
    run = t.deploy()
    t.recap(run, ok=20, changed=2)
    t.said(run, "TASK", "Copy template file 'program1.sh' to '/opt/tsup/program1.sh'", "changed")
    states = run.named("Get current state for supervisor_tsupv_program1 programs")
    t.true(states, "its state was asked for")
    t.true(all(task.words(host.name) == ["ok"] for task in states for host in t.hosts), "asking is no change")
    t.said(run, "RUNNING HANDLER", "Restart supervisor_tsupv program program1", "changed")
    tsup.runs(t)
    after = tsup.pids(t)
    for host in t.hosts:
        t.equal(after[host.name][0], before[host.name][0], "the daemon goes on")
        t.true(after[host.name][1] != before[host.name][1], "the program is a new one")
        t.wait(lambda host=host: "Good day from tsup" in host.run("supervisorctl_tsupv tail program1", user="tsup"),
               "the new script to be heard")

    t.recap(t.deploy(), ok=19, changed=0)
    t.equal(tsup.pids(t), after, "once")
