#!/usr/bin/env python3
"""Clients in several languages, and the shell lines of people's scripts, against our daemon and against the packaged one;
what they print must be the same.

usage: run.py [--show] [CLIENT]...

A client is a file in this folder. It is told by the environment where the daemon is: URL, SOCKET, SUPERVISORCTL, CONF,
PIDFILE, FOLDER.
"""
import difflib
import functools
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
sys.dont_write_bytecode = True

from harness import case, programs, runner, wait  # noqa: E402

from normal import Normal  # noqa: E402

SKIP_RETURN_CODE = 77
LIMIT = 120

#: The words that run a client's file, what must succeed for it to be possible, and the package to install otherwise.
CLIENTS = {
    "curl.sh": (["sh"], ["curl", "--version"], "curl"),
    "scripts.sh": (["sh"], ["awk", "BEGIN{}"], "mawk"),
    "stdlib.py": ([sys.executable], ["true"], "python3"),
    "perl.pl": (["perl"], ["perl", "-MRPC::XML::Client", "-e1"], "librpc-xml-perl"),
    "php.php": (["php"], ["php", "-r", "exit(function_exists('xmlrpc_encode_request') ? 0 : 1);"], "php-xmlrpc"),
    "ruby.rb": (["ruby"], ["ruby", "-e", "require 'xmlrpc/client'"], "ruby-xmlrpc"),
}

CONFIG = """\
@BASE@
[inet_http_server]
port=127.0.0.1:@PORT@
username=user
password=pass
[program:web]
command=sh -c 'trap "" HUP; echo "hello <&> wörld"; echo trouble >&2; while :; do sleep 1000; done'
startsecs=0
stopasgroup=true
stdout_logfile=@DIR@/web.out
stderr_logfile=@DIR@/web.err
[program:off]
command=sleep 1000
stopwaitsecs=1
startsecs=0
autostart=false
[program:failed]
command=sh -c 'exit 3'
startsecs=0
autorestart=false
[program:missing]
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
[group:team]
programs=one,two
"""

#: Numbers in an answer that is compared as it came: times and process ids.
VARYING = re.compile(r"(<name>(?:start|stop|now|pid)</name>\s*<value><int>|'(?:start|stop|now|pid)': )[1-9]\d*")
AUTORESTART = re.compile(r"<member>\s*<name>autorestart</name>.*?</member>\s*", re.S)


def transcript(under_test, scratch, client):
    folder = scratch / under_test.name
    folder.mkdir()
    folder.chmod(0o755)
    t = case.Case(under_test, folder)
    t.config(CONFIG)
    t.start()
    t.wait_states({"web": "RUNNING", "team:one": "RUNNING", "team:two": "RUNNING", "failed": "EXITED"})
    t.wait_file("web.out", "hello")
    t.wait_file("web.err", "trouble")
    done = subprocess.run([*CLIENTS[client][0], str(HERE / client)], cwd=folder, capture_output=True, timeout=LIMIT, env={
        **t.env, "URL": "http://127.0.0.1:%d" % t.port(), "SOCKET": str(t.socket_path), "CONF": str(t.conf),
        "SUPERVISORCTL": under_test.supervisorctl, "PIDFILE": str(folder / "supervisord.pid"), "FOLDER": str(folder)})
    out, err = (text.decode(errors="replace") for text in (done.stdout, done.stderr))
    if done.returncode:
        raise wait.Failed("%s with supervisord of %s ended with %d\n%s%s" % (client, under_test.name, done.returncode, out, err))
    return Normal(t).text(AUTORESTART.sub("", VARYING.sub(r"\1N", out)) + err).split("\n")


def compare(scratch, client, show):
    _, check, package = CLIENTS[client]
    if not shutil.which(check[0]) or subprocess.run(check, capture_output=True).returncode:
        raise case.Skipped("the package `%s` is not installed" % package)
    expected, seen = (transcript(under_test, scratch, client) for under_test in (programs.python(), programs.ours()))
    if show:
        print("\n".join(expected))
    if expected != seen:
        raise wait.Failed("\n".join(difflib.unified_diff(expected, seen, "Supervisor", "ours", lineterm="", n=4)))


def main():
    show = "--show" in sys.argv[1:]
    chosen = [word for word in sys.argv[1:] if word != "--show"] or list(CLIENTS)
    for under_test in (programs.python(), programs.ours()):
        if under_test.missing():
            print("clients: skipped, there is no %s" % under_test.missing())
            return SKIP_RETURN_CODE
    jobs = [runner.Job(client, functools.partial(compare, client=client, show=show), LIMIT) for client in chosen]
    return 1 if runner.run(jobs, len(jobs)) else 0


if __name__ == "__main__":
    sys.exit(main())
