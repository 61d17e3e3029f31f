"""S#26, PROC-035: with too few descriptors some programs cannot start; that is said, the rest runs, control works."""
import resource

ours_only = "Supervisor stops answering"


def test(t):
    t.launch(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
    t.wait_log(r"too many open files to spawn 'p?:?\d+'|too many open files to spawn")
    t.wait(t.answers, "the daemon to answer")
    states = t.states()
    t.true("RUNNING" in states.values(), "some run")
    t.true(set(states.values()) <= {"RUNNING", "BACKOFF", "STARTING"}, "the others are retried: %r" % states)
    stopped = [name for name, state in states.items() if state == "RUNNING"]
    for name in stopped:
        t.rpc.stopProcess(name)
    t.wait(lambda: any(s == "RUNNING" for n, s in t.states().items() if n not in stopped), "others to have got room")
    t.stop()
