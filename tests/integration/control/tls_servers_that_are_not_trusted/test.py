"""supervisorctl gives nothing away to a server whose certificate is not signed by whom it trusts, is for another host
or has expired; and it says what to do."""
import socket
import threading

from harness import certificates

ours_only = "Supervisor has no TLS"


def ctl_config(t, url, *lines):
    return t.write("ctl.conf", "[supervisorctl]\nserverurl=%s\nusername=user\npassword=secret\n%s\n"
                   % (url, "\n".join(lines)))


def refused(t, url, *lines, kind="SSLCertVerificationError"):
    done = t.ctl("-c", ctl_config(t, url, *lines), "pid", code=1, conf=False)
    return t.match(r"^error: <class 'ssl\.%s'>, (.*): file: " % kind, done.out, "what supervisorctl says").group(1)


def plain_server(answer):
    """A server without TLS; returns its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        connection = listener.accept()[0]
        connection.recv(1000)
        connection.sendall(answer)
        connection.close()
    threading.Thread(target=serve, daemon=True).start()
    return listener.getsockname()[1]


def test(t):
    authority = certificates.Authority(t)
    stranger = certificates.Authority(t, "stranger")
    authority.sign("server")
    t.start()
    url = "https://localhost:%d" % t.port()
    trust = "cafile=%s" % authority.path

    t.ctl("-c", ctl_config(t, url, trust), "pid", code=0, conf=False, out="%d\n" % t.daemon.pid)
    t.match(r"not trusted \(.*\); set cafile in \[supervisorctl\]", refused(t, url, "cafile=%s" % stranger.path))
    t.match(r"not trusted \(.*\); set cafile in \[supervisorctl\]", refused(t, url))

    authority.sign("server", names="DNS:elsewhere.example,IP:127.0.0.2")
    t.wait(lambda: "is not for localhost" in t.ctl("-c", ctl_config(t, url, trust), "pid", conf=False).out,
           "the new certificate to be used")
    t.match(r"is not for localhost \(.*\); use a host name that it is for", refused(t, url, trust))
    t.match(r"is not for 127\.0\.0\.1 ", refused(t, "https://127.0.0.1:%d" % t.port(), trust))

    authority.sign("server", days=-1)
    t.wait(lambda: "expired" in t.ctl("-c", ctl_config(t, url, trust), "pid", conf=False).out, "the expired one")
    t.absent("by 'user'", t.log(), "credentials sent to a server that was not trusted")

    port = plain_server(b"HTTP/1.0 400 Bad Request\r\n\r\n")
    t.match(r"does not speak TLS; .*use http://127\.0\.0\.1:%d" % port,
            refused(t, "https://127.0.0.1:%d" % port, trust, kind="SSLError"))
    t.match(r"\[supervisorctl\] cafile: '.*/none' cannot be read: No such file",
            refused(t, url, "cafile=%s/none" % t.dir, kind="SSLError"))
    t.match(r"\[supervisorctl\] keyfile: the key in '.*ca.key' does not match the certificate",
            refused(t, url, trust, "certfile=%s/server.pem" % t.dir, "keyfile=%s/ca.key" % t.dir, kind="SSLError"))
    done = t.ctl("-c", ctl_config(t, url, "keyfile=%s/server.key" % t.dir), "pid", code=2, conf=False)
    t.match(r"^Error: \[supervisorctl\] keyfile: there is no certfile beside it; set certfile", done.err)
