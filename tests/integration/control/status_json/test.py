"""status --json: one document with the exit status of status; from Python's daemon as well, with null for what it
does not tell."""
import json
import os
import re
import subprocess

from harness import programs, rpc

ours_only = "Supervisor has no --json"


def document(t, words, code, **options):
    done = t.ctl("status --json " + words, code=code, **options)
    return json.loads(done.out)


def names(told):
    return [p["namespec"] for p in told["processes"]]


def test(t):
    t.start()
    t.wait_states({"web": "RUNNING", "pair:left": "RUNNING"})
    told = document(t, "", 3)  # one is stopped, as with plain status
    t.equal(names(told), ["pair:left", "pair:right", "web"])
    t.equal((told["daemon"]["pid"], told["daemon"]["statename"]), (t.daemon.pid, "RUNNING"), "the daemon")
    web = told["processes"][2]
    t.equal((web["pid"], web["statename"], web["process_count"]), (t.pid("web"), "RUNNING", 1), "web")
    t.true(web["memory"] > 0, "its memory is known")

    t.equal(names(document(t, "web", 0)), ["web"])
    t.equal(names(document(t, "web --", 0)), ["web"])
    t.equal(names(document(t, "pair:*", 3)), ["pair:left", "pair:right"])
    t.equal(names(document(t, "pair:left all", 3)), ["pair:left", "pair:right", "web"])
    t.equal(names(document(t, "web nope", 4, err="nope: ERROR (no such process)\n")), ["web"])
    t.equal(names(document(t, "none:*", 4, err="none: ERROR (no such group)\n")), [])
    t.ctl("status --json --watch", code=2, out="", err=r"Error: status: --json and --watch do not go together" + "\n")
    _plain_is_as_it_was(t)
    ours = told
    t.stop()
    t.ctl("status --json", code=4, out="", err="unix://%s no such file\n" % t.socket_path)
    _from_python(t, ours)


def _plain_is_as_it_was(t):
    t.ctl("status web", code=0, out=re.compile(r"web {30}RUNNING   pid \d+, uptime 0:00:\d\d\n"))


def _from_python(t, ours):
    theirs = programs.python()
    if not os.access(theirs.supervisord, os.X_OK):
        print("not tried with the packaged Supervisor: it is not installed")
        return
    daemon = subprocess.Popen([theirs.supervisord, "-n", "-c", str(t.conf)], stdout=subprocess.DEVNULL, env=t.env,
                              stderr=subprocess.DEVNULL)
    t.wait(t.answers, "the packaged Supervisor to answer")
    t.wait_states({"web": "RUNNING", "pair:left": "RUNNING"})
    told = document(t, "", 3)
    t.equal(list(told["daemon"]), list(ours["daemon"]), "members of the daemon")
    t.equal(told["daemon"]["pid"], daemon.pid)
    t.equal((told["daemon"]["version"], told["daemon"]["memory"]), (None, None), "what it does not tell")
    t.equal(told["daemon"]["supervisor_version"], rpc.connect(t.socket_path).supervisor.getSupervisorVersion())
    t.equal([list(p) for p in told["processes"]], [list(p) for p in ours["processes"]], "members of the processes")
    web = told["processes"][2]
    t.equal((web["pid"], web["statename"], web["memory"], web["restarts"]), (t.pid("web"), "RUNNING", None, None), "web")
    t.equal(web["stdout_logfile"], str(t.dir / "web.out"))
    done = t.ctl("status --watch", code=1)
    t.match("tells nothing live", done.out)
    daemon.terminate()
    daemon.wait(30)
