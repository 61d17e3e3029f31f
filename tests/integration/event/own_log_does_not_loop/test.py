"""A listener that subscribes to PROCESS_LOG and logs what it receives does not receive that; others do."""
from harness import listener

ours_only = "with Supervisor it goes on for ever"


def test(t):
    listener.lay_out(t)
    t.start()
    t.wait_states({"logger": "RUNNING", "other": "RUNNING", "talker": "RUNNING"})
    for word in ("one", "two"):
        t.rpc.sendProcessStdin("talker", word + "\n")
        listener.heard(t, "logger.events", 1 + (word == "two"))
    listener.heard(t, "other.events", 4)
    t.observe(1, lambda: len(t.read("logger.events").splitlines()) == 2, "two events for the one that logs")
    t.stop()
