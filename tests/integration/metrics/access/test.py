"""/metrics is for those who may read, on every socket, and changes nothing; many at a time get it, and hold nobody up."""
import concurrent.futures
import http.client
import socket

from harness import metrics, web

ours_only = "Supervisor has no metrics"


def over_the_socket(t):
    connection = http.client.HTTPConnection("localhost")
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(str(t.socket_path))
    connection.request("GET", "/metrics")
    return metrics.parse(connection.getresponse().read().decode())


def test(t):
    t.start()
    t.wait_state("cat", "RUNNING")
    for user, password in ((None, None), ("prometheus", "wrong"), ("eve", "password123")):
        answer = web.Browser(t.port(), user, password).get("/metrics")
        t.equal(answer.status, 401, "%s is not let in" % user)
        t.true(b"supervise_" not in answer.body, "and learns nothing")
    reader = web.Browser(t.port(), "prometheus", "password123")
    t.equal(metrics.value(metrics.parse(reader.get("/metrics").body.decode()), "supervise_program_up", name="cat"), 1,
            "who may read")
    t.equal(metrics.value(over_the_socket(t), "supervise_program_up", name="cat"), 1, "the Unix socket")

    head = reader.ask("HEAD", "/metrics")
    t.equal((head.status, head.body), (200, b""), "HEAD")
    t.true(int(head.headers["Content-Length"]) > 1000, "with a length")
    for method in ("POST", "PUT", "DELETE"):
        answer = reader.ask(method, "/metrics", "")
        t.equal((answer.status, answer.headers["Allow"]), (405, "GET, HEAD"), method)
    t.equal(reader.get("/metrics", headers={"Origin": "http://evil.example"}).status, 403, "a page of another site")
    t.equal(reader.get("/metrics/").status, 404, "another path")

    before = metrics.parse(reader.get("/metrics").body.decode())
    with concurrent.futures.ThreadPoolExecutor(16) as crowd:
        texts = list(crowd.map(lambda _: reader.get("/metrics").body.decode(), range(64)))
    for text in texts:
        t.equal(metrics.value(metrics.parse(text), "supervise_program_up", name="cat"), 1, "each of many")
    after = metrics.parse(reader.get("/metrics").body.decode())
    asked = [metrics.value(samples, "supervise_http_requests_total", code="2xx") for samples in (before, after)]
    t.true(asked[1] - asked[0] >= 64, "they are counted: %s" % asked)
    t.true(metrics.value(after, "supervise_http_requests_total", code="4xx") >= 8, "so are refusals")
    t.equal(metrics.value(after, "supervise_http_connections_refused_total"), 0, "nobody was turned away")
    t.true(metrics.value(after, "supervise_http_connections") >= 1, "this one is open")
    t.stop()
