"""S#936, DAEMON-057: as PID 1 orphans are reaped and named, programs live on, TERM ends everything with 0."""
import os
import signal

from harness import descendants, needs as machine

needs = ("pid_namespace",)


def test(t):
    outer = t.start(wrapper=machine.new_pid_namespace())
    t.equal(t.rpc.getPID(), 1, "its pid")
    t.wait_log(r"INFO reaped unknown pid \d+ \(exit status 7\)$")
    t.wait_state("one", "RUNNING")
    inner = descendants.children_of(outer.pid)[0]
    t.wait(lambda: not [p for p in descendants.children_of(inner) if descendants.stat_of(p)[0] == "Z"], "no zombies")
    os.kill(inner, signal.SIGTERM)
    outer.wait_exit(0)
    t.match(r"stopped: one \(terminated by SIGTERM\)", t.log())
