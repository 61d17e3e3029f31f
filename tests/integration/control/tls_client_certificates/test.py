"""client_cafile: only who shows a certificate of that authority may connect, and is called by its name in the log."""
import socket
import ssl
import xmlrpc.client

from harness import certificates

CALL = b"<methodCall><methodName>supervisor.reloadConfig</methodName></methodCall>"

ours_only = "Supervisor has no TLS"


def ctl_config(t, *lines):
    return t.write("ctl.conf", "[supervisorctl]\nserverurl=https://localhost:%d\ncafile=@DIR@/ca.pem\n%s\n"
                   % (t.port(), "\n".join(lines)))


def shown(t, name):
    return "certfile=%s/%s.pem" % (t.dir, name), "keyfile=%s/%s.key" % (t.dir, name)


def reached(t, context):
    """Does a client with this context get an answer?"""
    try:
        return xmlrpc.client.ServerProxy("https://localhost:%d/RPC2" % t.port(),
                                         context=context).supervisor.reloadConfig() == [[[], [], []]]
    except (ssl.SSLError, ConnectionError):
        return False


def resumed(t, context):
    """A client that resumes its session is still known by name."""
    def ask(session):
        with socket.create_connection(("127.0.0.1", t.port()), 30) as plain, \
                context.wrap_socket(plain, server_hostname="localhost", session=session) as connection:
            connection.sendall(b"POST /RPC2 HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s" % (len(CALL), CALL))
            t.match(r"\AHTTP/1.1 200 ", connection.recv(10000).decode())
            return connection.session, connection.session_reused
    session, _ = ask(None)
    before = t.log().count("by 'ann'")
    t.equal(ask(session)[1], True, "the session is resumed")
    t.equal(t.log().count("by 'ann'"), before + 1, "calls by ann")


def test(t):
    authority, clients = certificates.Authority(t), certificates.Authority(t, "clients")
    authority.sign("server")
    ann = clients.sign("ann", "ann", "DNS:ann")
    mallory = authority.sign("mallory", "mallory", "DNS:mallory")
    odd = clients.sign("odd", r"two\nlines\, one name", "DNS:odd")
    t.start()
    t.absent("Server 'inet_http_server'", t.log(), "a warning: the server is not open")

    t.ctl("-c", ctl_config(t, *shown(t, "ann")), "reread", code=0, conf=False, out="No config updates to processes\n")
    t.wait_log(r"INFO supervisor\.reloadConfig\(\) by 'ann' from 127\.0\.0\.1:\d+: done$")
    combined = t.write("both.pem", ann.read_text() + ann.with_suffix(".key").read_text(), 0o600)
    t.ctl("-c", ctl_config(t, "certfile=%s" % combined), "pid", code=0, conf=False)

    done = t.ctl("-c", ctl_config(t), "pid", code=1, conf=False)
    t.match(r"wants to see a client certificate; set certfile and keyfile in \[supervisorctl\]", done.out)
    done = t.ctl("-c", ctl_config(t, *shown(t, "mallory")), "pid", code=1, conf=False)
    t.match(r"does not accept our client certificate \(.*\); set certfile", done.out)

    for newest in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        for certificate, expected in ((ann, True), (mallory, False), (None, False)):
            context = certificates.trusting(authority.path, certificate)
            context.maximum_version = newest
            t.equal(reached(t, context), expected, "%s with %s" % (certificate, newest))
    t.absent("mallory", t.log())
    resumed(t, certificates.trusting(authority.path, ann))
    # A name cannot forge lines of the log.
    t.true(reached(t, certificates.trusting(authority.path, odd)), "the odd name is let in")
    t.match(r"by 'two.*lines, one name' from 127", t.log())
