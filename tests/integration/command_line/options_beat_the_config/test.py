"""CFG-170, CLI-007, CLI-020 to CLI-029, CLI-041: what is said on the command line counts, and nothing that stands in the environment."""
import os
import pwd
import shutil
import signal


def in_foreground(t):
    for name in ("logs", "other"):
        (t.dir / name).mkdir()
    t.start("-e", "debug", "-i", "from-options", "-l", t.dir / "other.log", "-j", t.dir / "other.pid", "-q", t.dir / "logs",
            "--strip_ansi", "-u", pwd.getpwuid(os.geteuid()).pw_name)
    t.equal(t.rpc.getIdentification(), "from-options", "identifier")
    t.equal(t.read("other.pid"), "%d\n" % t.daemon.pid, "pidfile")
    t.wait_file("other.log", "INFO supervisord started with pid")
    t.match(r"INFO Set uid to user %d succeeded$" % os.geteuid(), t.read("other.log"), "the user")
    t.true(not t.log_path.exists(), "the config's log file is not made")
    t.wait_file("colour.out", "red")
    t.match(r"^ared$", t.read("colour.out"), "escape sequences are removed")
    t.wait_file("relative.out", "^here$")
    t.wait_state("auto", "RUNNING")
    kept = sorted(path.name for path in (t.dir / "logs").glob("auto-*---from-options-*"))
    t.equal(len(kept), 2, "AUTO logs in the other folder")
    t.stop()
    # -k keeps them. Written at trace, a log of 300 bytes is full after a few lines.
    t.start("-e", "trace", "-i", "from-options", "-k", "-q", t.dir / "logs", "-l", t.dir / "small.log", "-y", "300", "-z", "1")
    for _ in range(10):
        t.rpc.getState()
    t.true(set(kept) <= {path.name for path in (t.dir / "logs").iterdir()}, "AUTO logs of before")
    t.stop()
    t.equal(sorted(path.name for path in t.dir.glob("small.log*")), ["small.log", "small.log.1"], "one backup")


def in_background(t):
    (t.dir / "colour.out").unlink()
    launched = t.launch("-m", "027", "-d", t.dir / "other", "--nocleanup", foreground=False)
    launched.wait_exit(0)
    t.wait_file("colour.out", "red")
    t.equal(t.read("colour.out").splitlines()[:2], [str(t.dir / "other"), "0027"], "folder and umask")
    t.wait_file("other/relative.out", "^here$")
    pid = int(t.read("supervisord.pid"))
    os.kill(pid, signal.SIGTERM)
    t.wait_gone(pid)


def folder_that_goes(t):
    """Found out when the configuration is read again; Supervisor goes on with the value, and ends at a restart."""
    if not t.ours:
        return
    for option, name in (("-d", "directory"), ("-q", "childlogdir")):
        (t.dir / "there").mkdir()
        daemon = t.start(option, t.dir / "there", "--nocleanup")
        (t.dir / "there").rename(t.dir / "gone")
        text = "invalid value for --%s '%s/there': %s/there is not an existing directory" % (name, t.dir, t.dir)
        t.equal(t.fault(t.rpc.reloadConfig), (92, "CANT_REREAD: " + text), "reloadConfig")
        daemon.signal("HUP")
        t.wait_log("ERRO restart refused, nothing has been stopped: " + text)
        (t.dir / "gone").rename(t.dir / "there")
        t.equal(t.rpc.reloadConfig(), [[[], [], []]], "when it is there again")
        t.stop()
        shutil.rmtree(t.dir / "there")
        t.log_path.unlink()


def not_by_the_environment(t):
    names = ("IDENTIFIER", "SUPERVISOR_IDENTIFIER", "SUPERVISORD_IDENTIFIER")
    t.start(env={**{name: "from-environment" for name in names}, "SUPERVISOR_LOGLEVEL": "trace", "LOGLEVEL": "trace"})
    t.equal(t.rpc.getIdentification(), "from-config", "identifier")
    t.wait_state("auto", "RUNNING")
    t.absent("INFO|DEBG|TRAC", t.log())
    t.stop()


def test(t):
    in_foreground(t)
    t.log_path.unlink(missing_ok=True)
    in_background(t)
    t.log_path.unlink()
    folder_that_goes(t)
    not_by_the_environment(t)
