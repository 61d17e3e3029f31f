"""HD-CLI-21: a host that vanishes in the middle of a deployment is found out and named; a repetition finishes it."""
from story import tsup

seeds = ("simple",)
limit = 400


def finished(t):
    run = t.deploy(code=None)
    if run.code != 0:
        t.match(r"another deployment is at work", run.out + run.err, "why it was not let in")
    return run.code == 0


def test(t):
    tsup.slow_start(t)
    running = t.start_hadeploy("--src app.yml --action deploy")
    tsup.waits_for_program(t, running)
    t.cut("en2")
    run = running.wait(limit=180)
    t.equal(run.code, 4, "its status\n" + run.everything())
    t.match(r"^fatal: \[en2\]: UNREACHABLE!", run.out, "the host is named")
    t.equal(run.recap["en2"].unreachable, 1, "recap of en2")
    t.equal((run.recap["en1"].unreachable, run.recap["en1"].failed), (0, 0), "recap of en1")

    t.heal("en2")
    # What was at work on en2 learns only now that nobody listens; until it has ended, the host may be kept from others.
    t.wait(lambda: finished(t), "a repetition to be let in", limit=120)
    tsup.runs(t)
    t.done_again()
