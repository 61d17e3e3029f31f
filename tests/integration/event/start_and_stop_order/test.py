"""EVT-055: listeners start before programs and stop after them, so that they hear of the end."""
from harness import listener


def test(t):
    listener.lay_out(t)
    t.start()
    t.wait_states({"work": "RUNNING", "listens": "RUNNING"})
    listener.heard(t, "listens.events", 1)
    t.stop()
    t.in_order([r"spawned: 'listens'", r"spawned: 'work'", r"stopped: work", r"stopped: listens"], t.log())
    names = [name for name, *_ in listener.heard(t, "listens.events", 2)]
    t.equal(names[:2], ["SUPERVISOR_STATE_CHANGE_RUNNING", "SUPERVISOR_STATE_CHANGE_STOPPING"])
