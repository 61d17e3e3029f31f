"""A daemon of root's reads no configuration that somebody else can change; a daemon of somebody else's reads what it likes."""
import os

needs = ("root",)
ours_only = "Supervisor reads any file"

CONFIG = "@BASE@\n[include]\nfiles=conf.d/*.conf\n[program:one]\ncommand=sleep 1000\nstartsecs=0\n"
NOBODY = 65534


def test(t):
    t.config(CONFIG)
    os.chmod(t.conf, 0o666)
    done = t.supervisord("-c", t.conf, code=2)
    t.match(r"config file %s decides what root runs, and anybody can change it; .*chmod go-w" % t.conf, done.err)
    t.true(not t.log_path.exists(), "nothing was started")
    done = t.supervisord("--check", "-c", t.conf, code=2)
    t.match(r"^%s: it decides what root runs" % t.conf, done.out + done.err)
    t.supervisord("--check", "--trust_config", "-c", t.conf, code=0)

    os.chmod(t.conf, 0o644)
    t.start()
    t.wait_state("one", "RUNNING")
    pid = t.pid("one")
    more = t.write("conf.d/more.conf", "[program:two]\ncommand=sleep 1000\n")
    os.chown(more, NOBODY, NOBODY)
    said = t.ctl("reread", code=1).out
    t.match(r"ERROR: CANT_REREAD: config file \S+more.conf decides what root runs, and the account nobody can change it", said)
    t.equal(t.pid("one"), pid, "the program goes on")
    os.chown(more, 0, 0)
    os.chown(more.parent, NOBODY, NOBODY)
    said = t.ctl("reread", code=1).out
    t.match(r"the account nobody can put another file in its place: \S+conf.d is a folder of theirs", said)
    os.chown(more.parent, 0, 0)
    other = t.dir / "other"
    other.mkdir()
    (other / "hop.conf").symlink_to(more)
    os.chown(other, NOBODY, NOBODY)
    (more.parent / "link.conf").symlink_to(other / "hop.conf")
    said = t.ctl("reread", code=1).out
    t.match(r"the account nobody can put another file in its place: %s is a folder of theirs" % other, said)
    (more.parent / "link.conf").unlink()
    t.match("two: added process group", t.ctl("update").out)
    t.stop()

    os.chown(more, NOBODY, NOBODY)
    done = t.supervisord("--check", "-c", t.conf, code=0, wrapper=("env", "SUDO_UID=%d" % NOBODY))
    t.supervisord("--check", "-c", t.conf, code=2)
    done = t.supervisord("--check", "-c", t.conf, code=0, wrapper=("setpriv", "--reuid=%d" % NOBODY, "--clear-groups"))
    t.absent("root runs", done.out + done.err)
    t.start(wrapper=("unshare", "--pid", "--fork", "--kill-child"))
    t.wait_log(r"WARN config file \S+more.conf decides what root runs, and the account nobody can change it")
    t.wait_state("two", "RUNNING")
