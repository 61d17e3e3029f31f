"""HD-CLI-21, HD-ACT-06, HD-ACT-13, HD-INV-18: a host that is off the network, or refuses, is named; nothing hangs; when
it is back, a repetition finishes the job."""
from story import tsup

seeds = ("simple",)
limit = 400


def unreachable(t, run, host):
    t.match(r"^fatal: \[%s\]: UNREACHABLE!" % host, run.out, "the host is named")
    t.equal((run.recap[host].unreachable, run.recap[host].changed), (1, 0), "recap of %s" % host)


def test(t):
    t.cut("en2")
    run = t.deploy(code=4)
    unreachable(t, run, "en2")
    t.equal(run.recap["en1"].unreachable, 0, "en1 is reachable")

    # exit_on_fail: no lets the others go on.
    description = (t.dir / "app.yml").read_text()
    t.write("app.yml", "exit_on_fail: no\n" + description)
    run = t.deploy(code=4)
    unreachable(t, run, "en2")
    t.host("en1").wait_processes("tsup", [tsup.DAEMON, tsup.PROGRAM])
    t.equal(run.recap["en1"].failed, 0, "en1 is done")

    t.heal("en2")
    t.write("app.yml", description)
    t.deploy()
    tsup.runs(t)
    t.done_again()

    # Nobody listens: refused at once instead of silence.
    t.host("en1").run("systemctl stop ssh.socket ssh.service")
    run = t.hadeploy("--src app.yml --action status", code=4)
    unreachable(t, run, "en1")
    t.host("en1").run("systemctl start ssh.service")
    t.done_again()
