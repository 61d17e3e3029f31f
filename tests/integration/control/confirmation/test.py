"""CTL-047: -i asks before a shutdown or a reload; without an answer nothing is done, and that is a failure. The time
that the user takes is not the daemon's."""
import subprocess


def test(t):
    t.start()
    for command, question in (("shutdown", "Really shut the remote supervisord process down y/N? "),
                              ("reload", "Really restart the remote supervisord process y/N? ")):
        done = t.ctl("-i", command, code=1, input="")
        t.true(done.out.startswith(question), "the question")
        if t.ours:
            t.equal(done.out[len(question):], "\nERROR: no answer before the end of input; \"supervisorctl %s\" without -i "
                    "does not ask\n" % command, "what is said")
        t.ctl("-i", command, code=0, input="no\n", out=question)
    t.equal(t.rpc.getState()["statename"], "RUNNING", "the daemon")
    t.absent("SIGTERM|restart", t.log())
    if t.ours:
        _time_to_think(t)


def _time_to_think(t):
    asking = subprocess.Popen([t.programs.supervisorctl, "-c", str(t.conf), "-i", "reload", "--timeout=3"], env=t.env,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    t.equal(asking.stdout.read(8), b"Really r", "the question")
    t.observe(3.2, lambda: asking.poll() is None, "the question")
    asking.stdin.write(b"y\n")
    asking.stdin.close()
    t.match(rb"y/N\? Restarted supervisord\n$", b"y/N? " + asking.stdout.read().partition(b"y/N? ")[2])
    t.equal(asking.wait(30), 0, "exit status")
