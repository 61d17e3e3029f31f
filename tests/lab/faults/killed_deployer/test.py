"""HD-PRG-15, HD-GAP-08: a deployer that is killed, wherever it is, leaves nothing that stops the next one, which
finishes the job; nothing of it goes on running on the hosts."""
from story import tsup

seeds = ("simple",)
limit = 400

MOMENTS = (
    ("the account is there", "getent passwd tsup"),
    ("a program is there", "ls /usr/bin/supervisor*"),
    ("the configuration is there", "test -e " + tsup.CONF),
    ("the program runs", "pgrep -f '^%s'" % tsup.PROGRAM),
)


def others(host, before):
    """Root's processes that were not there before; the kernel's threads and the looking itself left out."""
    return [words for words in host.command_lines("root") if words not in before and "pgrep" not in words]


def test(t):
    tsup.slow_start(t, 3)
    for number, (moment, script) in enumerate(MOMENTS):
        if number:
            t.lab.reset()
        host = t.host("en1")
        before = {each.name: each.command_lines("root") for each in t.hosts}
        running = t.start_hadeploy("--src app.yml --action deploy")
        t.wait(lambda: running.ended() or host.answers(script), moment)
        t.true(not running.ended(), "it is killed before its end: %s\n%s%s" % (moment, running.out(), running.err()))
        running.kill()
        for each in t.hosts:
            t.wait(lambda each=each: not others(each, before[each.name]),
                   lambda each=each: "its processes on %s to end: %s" % (each.name, others(each, before[each.name])))
        t.deploy()
        tsup.runs(t)
        t.done_again()
