"""CTL-045, CTL-004, CTL-046: shutdown, and what commands say when nobody answers."""


def test(t):
    t.start()
    pid = t.wait_state("one", "RUNNING")["pid"]
    t.ctl("shutdown", code=0, out="Shut down\n")
    t.daemon.wait_exit(0)
    t.true(not t.alive(pid), "the program was stopped")
    url = "unix://%s/s.sock" % t.dir
    t.ctl("shutdown", code=1, out="ERROR: %s no such file (already shut down?)\n" % url)
    t.ctl("status", code=4, out="%s no such file\n" % url)
    for command in ("start one", "stop one", "pid", "tail one", "clear one", "version", "signal HUP one"):
        t.ctl(command, code=7, out="%s no such file\n" % url)
    t.match(r"^error: <class 'FileNotFoundError'>, \[Errno 2\] No such file or directory: file:",
            t.ctl("reload", code=1).out)
    t.write("s.sock", "in the way\n")
    t.ctl("status", code=4, out="%s refused connection\n" % url)
    t.ctl("start one", code=4, out="%s refused connection\n" % url)
    t.ctl("shutdown", code=1, out="ERROR: %s refused connection (already shut down?)\n" % url)
    http = "http://127.0.0.1:%d" % t.port()
    t.ctl("-s", http, "pid", code=4, out="%s refused connection\n" % http)
    t.match(r"^error: <class 'ConnectionRefusedError'>, \[Errno 111\] Connection refused: file:",
            t.ctl("-s", http, "avail", code=1).out)
