"""PROC-044, DAEMON-036: without a Unix socket programs are told the TCP one; all interfaces are `localhost`."""


def test(t):
    daemon = t.start()
    t.wait_file("out", r"^http://localhost:%d$" % t.port())
    t.ctl("pid", code=0, out="%d\n" % daemon.pid)
