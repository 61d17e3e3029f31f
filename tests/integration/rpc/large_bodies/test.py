"""Bodies of requests are kept until they are complete, and clients can take their time: no body is kept that nobody looks at, and
all that are kept together are bounded. Usual calls go on meanwhile."""
import contextlib

from harness import raw, rpc

ours_only = "Supervisor keeps whatever is sent"

LARGEST = 8 * 1024 * 1024
AT_ONCE = 8  # of the largest


def test(t):
    t.start()
    held = raw.Footprint(t)
    nobody_looks(t, held)
    is_bounded(t)
    held.wait_back()
    t.stop()


def nobody_looks(t, held):
    """Answered at once; the bodies are thrown away as they come."""
    with contextlib.ExitStack() as clients:
        for request in (b"GET /ok.html", b"GET /RPC2", b"PUT /RPC2", b"POST /ok.html") * 4:
            client = begin(t, clients, request)
            client.send(b"x" * (LARGEST - 8))
            # The server may have had enough before the answer was read.
            t.true((client.response() or [405])[0] in (200, 405), request)
        if not held.keeps_freed_memory:
            t.true(held.resident() < held.memory + held.SLACK_KB, "%d kB, %d before" % (held.resident(), held.memory))
    with contextlib.ExitStack() as clients:
        t.equal(begin(t, clients, b"GET /ok.html").response()[0], 200, "the answer comes before the body")
        t.equal(begin(t, clients, b"POST /api/act").response()[0], 413, "more than an order has")


def is_bounded(t):
    with contextlib.ExitStack() as clients:
        for _ in range(AT_ONCE):
            begin(t, clients, b"POST /RPC2").send(b"x" * (LARGEST - 8))
        t.equal(begin(t, clients, b"POST /RPC2").response()[0], 503, "one more")
        t.equal(t.rpc.getState()["statename"], "RUNNING", "a usual call")
    # Read, and found to be no call.
    t.wait(lambda: rpc.post(t.socket_path, b"x" * LARGEST)[0] == 400, "room when they have gone")


def begin(t, clients, request):
    """Sends all but the body."""
    client = clients.enter_context(contextlib.closing(raw.Raw(t)))
    client.send(b"%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % (request, LARGEST))
    return client
