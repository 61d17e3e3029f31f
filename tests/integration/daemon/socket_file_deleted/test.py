"""DAEMON-042: a Unix socket whose file somebody deletes is not made again; commands say so, everything else goes on."""


def test(t):
    t.start()
    pid = t.wait_state("one", "RUNNING")["pid"]
    t.socket_path.unlink()
    t.ctl("status", code=4, out="unix://%s no such file\n" % t.socket_path)
    t.ctl("-s", "http://127.0.0.1:%d" % t.port(), "-u", "u", "-p", "p", "pid", "one", code=0, out="%d\n" % pid)
    t.true(not t.socket_path.exists(), "nobody makes it again")
    t.stop()
