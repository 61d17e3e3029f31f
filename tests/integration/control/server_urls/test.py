"""CTL-010, CTL-011, CLI-052, CFG-001, CFG-138: every form of a server's URL, on the command line and in a configuration."""
import os
import signal
import socket
import subprocess

ours_only = "Supervisor does not listen on IPv6"


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return True
    except OSError:
        return False


def test(t):
    if not has_ipv6():
        t.skip("this machine has no IPv6")
    t.start()
    t.wait_file("one.out", "hello")
    pid = "%d\n" % t.daemon.pid
    name = os.path.relpath(t.socket_path, t.dir)
    for url in ("http://[::1]:%d" % t.port(), "http://[::1]:%d/RPC2?x#y" % t.port(), "http://u:p@[::1]:%d" % t.port(),
                "unix://%s" % t.socket_path, "unix://" + name, "unix://./" + name):
        t.ctl("-s", url, "pid", conf=False, code=0, out=pid, err="")
        (t.dir / "ctl.conf").write_text("[supervisorctl]\nserverurl=%s\n" % url)
        t.ctl("-c", "ctl.conf", "pid", conf=False, code=0, out=pid, err="")
    for url, env in (("unix://~/" + name, {"HOME": str(t.dir)}), ("unix://%%(ENV_PLACE)s/%s" % name, {"PLACE": str(t.dir)}),
                     ("unix://%%(here)s/x/../%s" % name, {})):
        (t.dir / "ctl.conf").write_text("[supervisorctl]\nserverurl=%s\n" % url)
        t.ctl("-c", "ctl.conf", "pid", conf=False, code=0, out=pid, err="", env=env)
    t.ctl("pid", conf=False, code=0, out=pid)                                       # ./supervisord.conf is found
    t.ctl("-s", "unix://~/" + name, "pid", conf=False, code=7, env={"HOME": str(t.dir)})  # as it is, from the line
    t.ctl("-s", "http://[::1", "pid", conf=False, code=2)

    with open(t.dir / "seen", "wb") as seen:
        follower = subprocess.Popen([t.programs.supervisorctl, "-s", "http://[::1]:%d" % t.port(), "tail", "-f", "one"],
                                    env=t.env, stdout=seen, stderr=subprocess.STDOUT)
    t.wait_file("seen", "^hello$")
    follower.send_signal(signal.SIGINT)
    t.equal(follower.wait(30), 0, "exit status of tail -f")
