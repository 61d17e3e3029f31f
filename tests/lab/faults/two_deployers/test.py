"""HD-GAP-25: of two deployments at the same time both come through, or one says that it had to leave; the hosts are as
described, with one daemon and one program."""
from story import tsup

seeds = ("simple",)
limit = 300


def test(t):
    runs = [running.wait() for running in [t.start_hadeploy("--src app.yml --action deploy") for _ in range(2)]]
    t.true(any(run.code == 0 for run in runs), "one comes through\n" + "\n".join(run.everything() for run in runs))
    for run in runs:
        if run.code != 0:
            t.match(r"(?i)\block|in progress|another deploy", run.out + run.err, "why it left")
    t.deploy()
    tsup.runs(t)
    before = tsup.pids(t)

    t.edit("templates/program1.sh", "Hello", "Good day")
    for running in [t.start_hadeploy("--src app.yml --action %s" % action) for action in ("deploy", "status")]:
        running.wait()
    t.deploy()
    tsup.runs(t)
    t.equal({name: daemon for name, (daemon, _) in tsup.pids(t).items()},
            {name: daemon for name, (daemon, _) in before.items()}, "the daemons")
    t.done_again()
