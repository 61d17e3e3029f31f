#!/usr/bin/env python3
"""Clients of the npm registry talk to our daemon and to the packaged one; what they get must be the same.

usage: run.py [--show]

The packages are installed into a temporary folder, which needs the network.
"""
import difflib
import functools
import json
import pathlib
import pprint
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
sys.dont_write_bytecode = True

from harness import case, programs, runner, wait  # noqa: E402

from normal import Normal  # noqa: E402

SKIP_RETURN_CODE = 77
LIMIT = 120
PACKAGES = {"supervisord": "0.1.0", "node-supervisord": "1.0.6-rc.2"}
#: Which client over which address.
TALKS = (("supervisord", "http"), ("supervisord", "unix"), ("node-supervisord", "http"))

#: At this level the log stays empty, so that reading it gives the same. A program that is stopped at once may miss the
#: signal with the packaged daemon, which its child still handles before it has become the program: hence stopwaitsecs.
CONFIG = """\
@BASE@
[supervisord]
loglevel=critical
[inet_http_server]
port=127.0.0.1:@PORT@
username=user
password=pass
[program:talker]
command=cat
stopwaitsecs=1
startsecs=0
autostart=false
stdout_logfile=@DIR@/talker.out
stderr_logfile=@DIR@/talker.err
[program:broken]
command=@DIR@/no-such-program
autostart=false
[program:one]
command=sleep 1000
stopwaitsecs=1
startsecs=0
[program:two]
command=sleep 1000
stopwaitsecs=1
startsecs=0
autostart=false
[group:team]
programs=one,two
"""


def install(folder):
    """Why the packages cannot be installed, or None."""
    words = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error",
             "--fetch-retries=1", "--fetch-timeout=20000", *("%s@%s" % package for package in PACKAGES.items())]
    (folder / "package.json").write_text("{}")
    try:
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return "npm install took more than %d s" % LIMIT
    return done.stderr.strip().split("\n")[0] if done.returncode else None


def talk(under_test, scratch, modules, package, scheme):
    """What the client sees of the daemon, with the times and ids taken out."""
    folder = scratch / under_test.name
    folder.mkdir()
    t = case.Case(under_test, folder)
    t.config(CONFIG)
    t.start()
    t.wait_state("team:one", "RUNNING")
    url = "http://127.0.0.1:%d" % t.port() if scheme == "http" else "unix://%s" % t.socket_path
    done = subprocess.run(["node", "--no-deprecation", str(HERE / "client.js"), package, url, "user", "pass"],
                          cwd=modules, capture_output=True, text=True, timeout=LIMIT)
    if done.returncode:
        raise wait.Failed("%s with supervisord of %s\n%s" % (package, under_test.name, done.stderr))
    seen = json.loads(done.stdout)
    t.equal(seen["pid"], t.daemon.pid, "getPID")
    t.daemon.wait_exit(0)
    normal = Normal(t)
    return set(seen["methods"]), [[title, normal.value(value)] for title, value in seen["seen"]]


def compare(scratch, modules, package, scheme, show):
    (expected_methods, expected), (methods, seen) = [
        talk(under_test, scratch, modules, package, scheme) for under_test in (programs.python(), programs.ours())]
    lacking = expected_methods - methods  # RPC-060
    if lacking:
        raise wait.Failed("listMethods lacks %s" % ", ".join(sorted(lacking)))
    expected, seen = [pprint.pformat(value, width=110, sort_dicts=False).split("\n") for value in (expected, seen)]
    if show:
        print("\n".join(expected))
    if expected != seen:
        raise wait.Failed("\n".join(difflib.unified_diff(expected, seen, "Supervisor", "ours", lineterm="", n=4)))


def main():
    show = "--show" in sys.argv[1:]
    for program in ("node", "npm"):
        if not shutil.which(program):
            print("npm: skipped, there is no %s" % program)
            return SKIP_RETURN_CODE
    for under_test in (programs.python(), programs.ours()):
        if under_test.missing():
            print("npm: skipped, there is no %s" % under_test.missing())
            return SKIP_RETURN_CODE
    modules = pathlib.Path(tempfile.mkdtemp(prefix="sv-npm."))
    try:
        reason = install(modules)
        if reason:
            print("npm: skipped, the packages cannot be installed: %s" % reason)
            return SKIP_RETURN_CODE
        jobs = [runner.Job("%s over %s" % (package, scheme),
                           functools.partial(compare, modules=modules, package=package, scheme=scheme, show=show), LIMIT)
                for package, scheme in TALKS]
        return 1 if runner.run(jobs, len(jobs)) else 0
    finally:
        shutil.rmtree(modules, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
