"""DAEMON-034: other errors of the control sockets, with exit status 2."""

CASES = (
    ("[unix_http_server]\nfile=@DIR@/no/such/s.sock\n", r"errno\.ENOENT \(2\)"),
    ("[inet_http_server]\nport=192.0.2.1:9001\n", r"errno\.EADDRNOTAVAIL \(99\)"),
    ("[unix_http_server]\nfile=@DIR@/" + "x" * 120 + "\n", r"AF_UNIX path too long"),
)


def test(t):
    for servers, reason in CASES:
        t.config(servers + "[supervisord]\nlogfile=@DIR@/supervisord.log\npidfile=@DIR@/supervisord.pid\n"
                 "[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory="
                 "supervisor.rpcinterface:make_main_rpcinterface\n")
        done = t.supervisord("-n", "-c", t.conf, code=2)
        t.match(r"^Error: Cannot open an HTTP server: socket\.error reported " + reason, done.err)
        t.match(r"^For help, use .*supervisord -h$", done.err)
