"""CFG-005, CFG-006, CFG-121, CFG-216: with a relative -c and relative paths a daemon that changed its folder still rereads its own
config, writes the logs of programs, and removes its own files."""
import os
import signal

ours_only = "Supervisor then reads another file, or none"


def test(t):
    t.launch(conf="supervisord.conf", foreground=False).wait_exit(0)
    pid = int(t.read("supervisord.pid"))
    t.equal(os.readlink("/proc/%d/cwd" % pid), "/usr", "current folder")
    t.wait(lambda: t.rpc.readProcessStdoutLog("one", 0, 0) == "said\n", "the output in the automatic log")
    t.equal([path.read_text() for path in t.dir.glob("one-stdout---*")], ["said\n"], "the automatic log")
    with open(t.conf, "a") as f:
        f.write("[program:two]\ncommand=sleep 1000\ndirectory=%(here)s\nstartsecs=0\n")
    t.ctl("update", code=0, out="two: added process group\n")
    t.equal(os.readlink("/proc/%d/cwd" % t.pid("two")), str(t.dir), "%(here)s after a reread")
    t.equal(t.rpc.readLog(0, 4), t.log()[:4], "the log is found")
    os.kill(pid, signal.SIGHUP)
    t.wait_log(r"supervisord started with pid %d$" % pid, count=2)
    t.wait(t.answers, "the daemon to answer")
    os.kill(pid, signal.SIGTERM)
    t.wait_gone(pid)
    t.true(not (t.dir / "supervisord.pid").exists() and not t.socket_path.exists(), "pidfile and socket are removed")
