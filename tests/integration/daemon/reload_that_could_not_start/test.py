"""DAEMON-077: a configuration that could be read but not started with stops nothing either: an account, a socket or a limit
that cannot be had is found before. What is merely in the way of itself is not refused."""
import socket

ours_only = "Supervisor finds out when everything has been stopped, and ends"


def with_keys(keys):
    return lambda text: text.replace("@BASE@", "@BASE@\n" + keys)


def with_port(address):
    return lambda text: text.replace("127.0.0.1:@PORT@", address)


def test(t):
    good = t.folder.joinpath("supervisord.conf").read_text()
    daemon = t.start()
    pid = t.wait_state("one", "RUNNING")["pid"]
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        for change, text in (
                (with_keys("[supervisord]\nuser=doesnotexist"), r"\[supervisord\] user: Invalid user name doesnotexist; "
                 "create the account, or name another one"),
                (with_keys("[unix_http_server]\nfile=@DIR@/no/s.sock"), r"\[unix_http_server\] file=%s/no/s.sock: "
                 r"Cannot open an HTTP server: socket.error reported errno.ENOENT \(2\)" % t.dir),
                (with_port("192.0.2.7:9001"), r"\[inet_http_server\] port=192.0.2.7:9001: Cannot open an HTTP server: "
                 r"socket.error reported errno.EADDRNOTAVAIL \(99\)"),
                (with_port("127.0.0.1:%d" % taken), r"\[inet_http_server\] port=127.0.0.1:%d: Another program is already "
                 "listening on a port" % taken),
                (with_keys("[supervisord]\nminfds=2000000000"), "The minimum number of file descriptors required")):
            t.config(change(good))
            code, said = t.fault(t.rpc.restart)
            t.equal(code, 92, "CANT_REREAD of restart()")
            t.match(text, said)
            daemon.signal("HUP")
            t.wait_log("ERRO restart refused, nothing has been stopped: " + text, count=2)
            t.equal(t.pid("one"), pid, "the program runs on")

    for number, change in enumerate((with_keys("[unix_http_server]\nchmod=0770"), with_port("localhost:@PORT@")), 2):
        t.config(change(good))
        daemon.signal("HUP")
        t.wait_log("supervisord started with pid %d$" % daemon.pid, count=number)
        t.wait_ready()
        t.wait_state("one", "RUNNING")
    t.stop()
