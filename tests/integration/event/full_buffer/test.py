"""EVT-052: of more events than the buffer holds, the oldest are discarded; the log says so, and the status how many."""
import json

from harness import listener, live


def test(t):
    listener.lay_out(t)
    t.start()
    t.wait_state("waits", "RUNNING")
    t.rpc.sendRemoteCommEvent("t", "0")
    listener.heard(t, "waits.events", 1)
    for number in range(1, 9):
        t.rpc.sendRemoteCommEvent("t", str(number))
    t.wait_log("ERRO pool waits event buffer overflowed, discarding event 1$")
    t.write("waits.events.go", "")
    got = listener.heard(t, "waits.events", 4)
    t.equal([payload for _, _, _, payload in got], ["'type:t\\n%d'" % n for n in (0, 6, 7, 8)], "what it got")
    t.equal([serial for _, serial, _, _ in got], ["0", "6", "7", "8"], "serials")
    if t.ours:
        t.wait_log("ERRO pool waits discarded 5 events while its buffer was full: 5 REMOTE_COMMUNICATION$")
        t.equal(t.log().count("overflowed"), 1, "said once")
        told = live.status(t.socket_path)["listeners"][0]
        t.equal((told["accepted"], told["discarded"], told["waiting"]), (9, {"REMOTE_COMMUNICATION": 5}, 0), "status")
        t.equal(json.loads(t.ctl("status --json").out)["listeners"][0]["discarded"], {"REMOTE_COMMUNICATION": 5})
    t.stop()
