"""HTTP-019: who raises minfds has room for more clients than usual; the longest idle one is served like the others."""
from harness.raw import Raw

CLIENTS = 600


def test(t):
    t.start()
    clients = [Raw(t) for _ in range(CLIENTS)]
    t.equal(t.rpc.getState()["statename"], "RUNNING", "the daemon")
    for client in (clients[0], clients[-1]):
        client.send(b"GET /RPC2 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        t.true(client.response() is not None, "an answer")
    for client in clients:
        client.close()
