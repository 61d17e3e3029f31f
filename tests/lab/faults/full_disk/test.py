"""HD-FIL-10: on a full disk a deployment fails with the reason and leaves whole files only; when there is room,
the next one finishes the job."""
from story import tsup

seeds = ("simple",)
limit = 300

FULL = r"(?i)no space left on device"


def fill(host, left_kib):
    """Leaves about so much; what the journal writes meanwhile may take it."""
    host.run("cat /dev/zero >/fill 2>/dev/null; truncate -s -%dK /fill" % left_kib)


def test(t):
    host = t.host("en1")
    fill(host, 128)
    run = t.deploy(code=None)
    # There may be no room for the agent, so that nothing can be done there.
    t.true(run.code in (2, 4), "its status\n" + run.everything())
    t.match(FULL, run.out + run.err, "the reason")
    t.equal(run.recap["en1"].failed + run.recap["en1"].unreachable, 1, "recap of en1")
    host.run("rm /fill")
    t.deploy()
    tsup.runs(t)
    t.done_again()

    before = tsup.pids(t)
    t.edit("templates/program1.sh", "Hello", "Good day")
    with open(t.dir / "templates/program1.sh", "a") as script:
        script.write("# more than the rest of a page\n" * 3000)
    files = host.run("ls -A /opt/tsup"), host.read(tsup.SCRIPT)
    fill(host, 0)
    run = t.deploy(code=2)
    t.match(FULL, run.out + run.err, "the reason")
    t.equal((host.run("ls -A /opt/tsup"), host.read(tsup.SCRIPT)), files, "the old script, whole, nothing beside it")
    t.equal(tsup.pids(t)["en1"], before["en1"], "what runs goes on")
    host.run("rm /fill")
    t.deploy()
    t.match("Good day", host.read(tsup.SCRIPT))
    t.done_again()
