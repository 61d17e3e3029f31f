"""CTL-008, CTL-010, AUTH-001, AUTH-006, AUTH-007, DAEMON-038, DAEMON-039: the TCP listener asks for its password, plain or as a hash;
the Unix socket beside it has none."""
import http.client


def test(t):
    t.start()
    t.wait_state("one", "RUNNING")
    url = "http://127.0.0.1:%d" % t.port()
    t.ctl("-s", url, "-u", "user", "-p", "password123", "pid", code=0, out="%d\n" % t.daemon.pid)
    done = t.ctl("-s", url, "pid", code=1)
    t.match(r"\AServer requires authentication\nerror: <class 'xmlrpc.client.ProtocolError'>, <ProtocolError for "
            r"127.0.0.1(:%d)?/RPC2: 401 Unauthorized>: file:" % t.port(), done.out)
    t.ctl("-s", url, "-u", "user", "-p", "wrong", "pid", code=1)
    connection = http.client.HTTPConnection("127.0.0.1", t.port(), timeout=30)
    connection.request("POST", "/RPC2", "<methodCall/>")
    answer = connection.getresponse()
    t.equal((answer.status, answer.getheader("WWW-Authenticate")), (401, 'Basic realm="default"'), "without password")
    t.match(r"CRIT Server 'unix_http_server' running without any HTTP authentication checking$", t.log())
    t.absent("Server 'inet_http_server' running without", t.log())
    t.equal(t.log().count("RPC interface 'supervisor' initialized"), 2, "one interface per server")
