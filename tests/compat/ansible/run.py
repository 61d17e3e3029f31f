#!/usr/bin/env python3
"""Ansible's module community.general.supervisorctl drives our programs.

usage: run.py [--impl ours|python]

Two playbooks, run at the same time on a daemon each: one that brings a machine into a state, twice, so that the second
run must change nothing; and one of actions and mistakes. The tasks hold the expectations.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1])]
sys.dont_write_bytecode = True

from harness import case, programs, runner, wait  # noqa: E402

SKIP_RETURN_CODE = 77
LIMIT = 240

#: What the daemon is started with; `late` comes later.
CONFIG = """\
@BASE@
[inet_http_server]
port=127.0.0.1:@PORT@
username=user
password=secret
[program:web]
command=sleep 1000
startsecs=0
autostart=false
[program:idle]
command=sleep 1000
startsecs=0
[program:gone]
command=sleep 1000
autostart=false
[program:m1]
command=sleep 1000
startsecs=0
autostart=false
[program:m2]
command=sleep 1000
startsecs=0
autostart=false
[group:team]
programs=m1,m2
[program:signalled]
command=sh -c 'trap "echo usr1" USR1; echo ready; while :; do sleep 0.05; done'
startsecs=0
stdout_logfile=@DIR@/signalled.out
[program:broken]
command=@DIR@/no-such-program
autostart=false
"""
LATE = "[program:late]\ncommand=sleep 1000\nstartsecs=0\n"


def start(ours, scratch):
    t = case.Case(ours, scratch)
    t.config(CONFIG)
    t.start()
    t.wait_states({"idle": "RUNNING", "signalled": "RUNNING"})
    t.wait_file("signalled.out", "ready")
    return t


def play(t, book, **variables):
    """Runs a playbook and returns the last line, the counts."""
    words = ["ansible-playbook", "-i", "localhost,", "-e",
             json.dumps({"ctl": t.programs.supervisorctl, "conf": str(t.conf), **variables})]
    done = subprocess.run([*words, str(HERE / book)], cwd=t.dir, capture_output=True, text=True, timeout=LIMIT, env={
        **t.env, "PATH": os.environ["PATH"], "HOME": str(t.dir), "ANSIBLE_NOCOLOR": "1", "ANSIBLE_LOCALHOST_WARNING": "0",
        "ANSIBLE_PIPELINING": "1"})
    if done.returncode:
        raise wait.Failed("%s ended with %d\n%s%s" % (book, done.returncode, done.stdout, done.stderr))
    return re.search(r"^localhost .*", done.stdout, re.M).group(0)


def brings_into_a_state(ours, scratch):
    t = start(ours, scratch)
    t.config(CONFIG + LATE)
    t.match(r"changed=5 .*failed=0", play(t, "playbook.yml", again=False))
    states = {"late": "RUNNING", "web": "RUNNING", "team:m1": "RUNNING", "team:m2": "RUNNING", "idle": "STOPPED"}
    t.wait_states(states)
    t.true("gone" not in t.states(), "the absent program is gone")
    pids = {name: t.pid(name) for name in states}
    t.match(r"changed=0 .*failed=0", play(t, "playbook.yml", again=True))
    t.equal({name: t.pid(name) for name in states}, pids, "processes after the second run")
    t.stop()


def acts(ours, scratch):
    t = start(ours, scratch)
    for name in ("web", "team:m1", "team:m2"):
        t.rpc.startProcess(name)
    before = {name: t.pid(name) for name in ("web", "team:m1", "team:m2")}
    t.match(r"changed=4 .*failed=0", play(t, "actions.yml", url="http://127.0.0.1:%d" % t.port()))
    for name, pid in before.items():
        t.true(t.state(name) == "RUNNING" and t.pid(name) != pid, "%s has a new process" % name)
    t.wait_file("signalled.out", "usr1")
    t.stop()


def has_module():
    return subprocess.run(["ansible-doc", "-t", "module", "-s", "community.general.supervisorctl"],
                          capture_output=True).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--impl", choices=("ours", "python"), default="ours")
    under_test = programs.named(parser.parse_args().impl)
    if not shutil.which("ansible-playbook"):
        print("ansible: skipped, there is no ansible-playbook; the package is `ansible`")
        return SKIP_RETURN_CODE
    if not has_module():
        print("ansible: skipped, there is no module community.general.supervisorctl; the package `ansible` has it")
        return SKIP_RETURN_CODE
    if under_test.missing():
        print("ansible: cannot run %s; build it first" % under_test.missing(), file=sys.stderr)
        return 2
    jobs = [runner.Job(steps.__name__, lambda scratch, steps=steps: steps(under_test, scratch), LIMIT)
            for steps in (brings_into_a_state, acts)]
    return 1 if runner.run(jobs, len(jobs)) else 0


if __name__ == "__main__":
    sys.exit(main())
