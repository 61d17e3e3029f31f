"""A server that the network reaches and that asks nobody for a password is said loudly at start, in addition to
Supervisor's line for any server without one; --check also minds passwords that cross the network unencrypted."""

ours_only = "Supervisor does not say which servers the network reaches"


def test(t):
    port = t.port()
    # All interfaces include 127.0.0.2, so the second one needs a port of its own.
    t.config(t.conf.read_text().replace("127.0.0.2:%d" % port, "localhost:%d" % (port + 1 if port < 65535 else 1024)))
    t.start()
    t.match(r"CRIT Server 'inet_http_server:open' running without any HTTP authentication checking$", t.log())
    t.match(r"CRIT Server 'inet_http_server:open': \*:%d \(every address of this machine\) is reachable from the network "
            r"and asks for no password: .*; set username, password and certfile, or client_cafile, or "
            r"port=127\.0\.0\.1:%d$" % (port, port), t.log())
    t.absent("Server 'inet_http_server:here': ", t.log())
    t.stop()

    done = t.supervisord("--check", "-c", t.conf, code=0)
    t.match(r"^%s:\d+: \[inet_http_server:open\] port: \*:%d .* asks for no password: .* \(warning\)$" % (t.conf, port),
            done.out)
    t.config("[inet_http_server]\nport=0.0.0.0:%d\nusername=u\npassword=p\n[supervisord]\n" % port)
    done = t.supervisord("--check", "-c", t.conf, code=0)
    t.match(r"\[inet_http_server\] port: the password crosses the network to 0\.0\.0\.0:%d \(every address of this "
            r"machine\) unencrypted; set certfile, or port=127\.0\.0\.1:%d \(warning\)$" % (port, port), done.out)
    t.supervisord("--check", "--strict", "-c", t.conf, code=1)
