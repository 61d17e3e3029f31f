"""result_timeout: a listener that does not answer is killed and started again, and gets the event once more."""
from harness import listener

ours_only = "Supervisor waits for ever (EVT-038)"


def test(t):
    listener.lay_out(t)
    t.start()
    pid = t.wait_state("stuck", "RUNNING")["pid"]
    t.rpc.sendRemoteCommEvent("t", "hello")
    t.wait_log(r"WARN stuck: has not answered event 0 within 1 seconds \(result_timeout\)$")
    t.wait_log(r"WARN killing 'stuck' \(%d\) with SIGKILL because of that" % pid)
    got = listener.heard(t, "stuck.events", 2)
    t.equal(got[0], got[1], "the same event with the same serials")
    t.wait_log(r"exited: stuck \(terminated by SIGKILL; not expected\)")
    t.stop()
