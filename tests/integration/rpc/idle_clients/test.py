"""Clients may keep their connections for half an hour without a request: of what they have sent and been told before nothing is
kept meanwhile."""
import contextlib

from harness import raw

ours_only = "Supervisor keeps answers in pieces"

CLIENTS = 8
LARGEST = 8 * 1024 * 1024


def test(t):
    t.start()
    t.wait_state("one", "RUNNING")
    t.write("log", "x" * LARGEST)
    held = raw.Footprint(t)
    with contextlib.ExitStack() as clients:
        for _ in range(CLIENTS):
            client = clients.enter_context(contextlib.closing(raw.Raw(t)))
            client.send(raw.request(b"x" * (LARGEST // 2)))  # no call
            t.equal(client.response()[0], 400, "the answer to a large body")
            client.send(raw.call("supervisor.readProcessStdoutLog", "".join(map(raw.param, ("one", "<int>0</int>", "<int>0</int>")))))
            t.true(len(client.response()[2]) > LARGEST, "the whole log")
        if not held.keeps_freed_memory:
            t.wait(lambda: held.resident() < held.memory + held.SLACK_KB, lambda: "%d kB to be given back, it has %d" % (
                held.memory, held.resident()))
    t.stop()
