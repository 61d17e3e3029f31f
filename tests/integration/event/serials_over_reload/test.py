"""DAEMON-080: serials of the daemon go on over a reload, those of a pool begin anew."""
from harness import listener


def test(t):
    listener.lay_out(t)
    t.start()
    t.wait_state("l", "RUNNING")
    for _ in range(3):
        t.rpc.sendRemoteCommEvent("t", "x")
    listener.heard(t, "l.events", 3)
    t.daemon.signal("HUP")
    t.wait_log("spawned: 'l'", 2)
    t.wait_ready()
    t.wait_state("l", "RUNNING")
    t.rpc.sendRemoteCommEvent("t", "x")
    t.equal([line[1:3] for line in listener.heard(t, "l.events", 4)],
            [["0", "0"], ["1", "1"], ["2", "2"], ["3", "0"]], "serials")
    t.stop()
