"""A renewed certificate is used for new connections without a restart; what is open goes on; a broken one is not used,
and a reload with it is refused."""
import http.client
import socket

from harness import certificates

ours_only = "Supervisor has no TLS"


def shown(t, context):
    """Serial number of the certificate the server shows."""
    with socket.create_connection(("127.0.0.1", t.port()), 30) as plain, \
            context.wrap_socket(plain, server_hostname="localhost") as session:
        return session.getpeercert()["serialNumber"]


def ask(connection):
    connection.request("POST", "/RPC2", "<methodCall><methodName>supervisor.getPID</methodName></methodCall>")
    answer = connection.getresponse()
    return answer.status, answer.read()


def test(t):
    authority = certificates.Authority(t)
    authority.sign("server")
    t.start()
    t.wait_state("talker", "RUNNING")
    program = t.pid("talker")
    context = certificates.trusting(authority.path)
    first = shown(t, context)
    live = http.client.HTTPSConnection("localhost", t.port(), context=context, timeout=60)
    t.equal(ask(live)[0], 200, "the first request of a connection")
    connection = live.sock

    authority.sign("server")
    t.wait(lambda: shown(t, context) != first, "the renewed certificate")
    second = shown(t, context)
    t.match(r"INFO \[inet_http_server\] certfile: the certificate has been renewed$", t.log())
    t.equal(ask(live)[0], 200, "a later request of the open connection")
    t.true(live.sock is connection, "it is still the same connection")

    # A key that does not belong to it, as between the two steps of a renewal.
    key = t.read("server.key")
    t.write("server.key", t.read("ca.key"), 0o600)
    shown(t, context)
    t.wait(lambda: shown(t, context) and "cannot be used" in t.log(), "the complaint")
    t.match(r"ERRO the certificate has changed and cannot be used, the old one stays: \[inet_http_server\] keyfile: "
            r"the key in '.*' does not match the certificate in '.*'; name the key", t.log())
    t.equal(shown(t, context), second, "the certificate that stays")
    t.daemon.signal("HUP")
    t.wait_log(r"ERRO restart refused, nothing has been stopped: \[inet_http_server\] keyfile: the key in")
    t.equal(t.pid("talker"), program, "the program runs on")

    t.write("server.key", key, 0o600)
    t.daemon.signal("HUP")
    t.wait_log("supervisord started with pid", 2)
    t.wait_state("talker", "RUNNING")
    t.equal(shown(t, context), second, "after the reload")
    live.close()
    t.equal(ask(live)[0], 200, "a client connects anew")
