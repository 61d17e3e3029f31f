"""What a test is given: a scratch folder, the programs under test, and words for steps and expectations."""
import collections
import os
import pathlib
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time
import xmlrpc.client

from . import descendants, rpc, wait
from .wait import Failed

Finished = collections.namedtuple("Finished", "code out err")

#: `@BASE@` in a configuration: everything a daemon needs to be controlled. A section of the same name further down
#: adds to it.
BASE = """\
[unix_http_server]
file=@DIR@/s.sock

[supervisord]
logfile=@DIR@/supervisord.log
pidfile=@DIR@/supervisord.pid
childlogdir=@DIR@

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://@DIR@/s.sock
"""


class Skipped(Exception):
    """Raised by Case.skip: the test cannot say anything here."""


class Daemon:
    """A supervisord that was started, and what it printed."""

    def __init__(self, process, out, err):
        self.process = process
        self.pid = process.pid
        self.out_path = out
        self.err_path = err

    def out(self):
        return self.out_path.read_text(errors="replace")

    def err(self):
        return self.err_path.read_text(errors="replace")

    def signal(self, name):
        os.kill(self.pid, getattr(signal, "SIG" + name))

    def wait_exit(self, code=None, limit=30):
        """Waits for the end of the daemon; with `code`, expects that status (negative: killed by that signal)."""
        try:
            got = self.process.wait(limit * wait.PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failed("the daemon did not end within %gs" % (limit * wait.PATIENCE)) from None
        if code is not None and got != code:
            raise Failed("the daemon ended with status %s, expected %s\n%s" % (got, code, self.err()))
        return got


class Case:
    def __init__(self, programs, scratch, folder=None):
        self.programs = programs
        self.ours = programs.ours
        self.dir = pathlib.Path(scratch)
        self.folder = folder
        self.conf = self.dir / "supervisord.conf"
        self.log_path = self.dir / "supervisord.log"
        self.socket_path = self.dir / "s.sock"
        self.daemon = None
        self.daemons = []
        self.env = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root" if
                    os.geteuid() == 0 else os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                self.env[name] = os.environ[name]
        self._port = None

    # -- the scratch folder ----------------------------------------------------------------------------------------

    def port(self):
        """A TCP port of the loopback interface that was free a moment ago; `@PORT@` in configurations."""
        if self._port is None:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self._port = probe.getsockname()[1]
        return self._port

    def expand(self, text):
        text = text.replace("@BASE@", BASE).replace("@DIR@", str(self.dir))
        return text.replace("@PORT@", str(self.port())) if "@PORT@" in text else text

    def write(self, name, text, mode=None):
        """Writes a file below the scratch folder, placeholders replaced, and returns its path."""
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.expand(text))
        if mode is not None:
            path.chmod(mode)
        return path

    def config(self, text):
        """Replaces supervisord.conf."""
        return self.write("supervisord.conf", text)

    def lay_out(self):
        """Copies the test's own files into the scratch folder; placeholders are replaced in *.conf and *.sh."""
        for source in sorted(self.folder.iterdir()):
            if source.name in ("test.py", "__pycache__"):
                continue
            if source.suffix in (".conf", ".sh", ".py"):
                self.write(source.name, source.read_text(), source.stat().st_mode & 0o777)
            else:
                shutil.copy(source, self.dir / source.name)

    def read(self, name):
        """A file's text, or "" while it does not exist."""
        try:
            return (self.dir / name).read_text(errors="replace")
        except FileNotFoundError:
            return ""

    def read_bytes(self, name):
        try:
            return (self.dir / name).read_bytes()
        except FileNotFoundError:
            return b""

    def log(self):
        return self.read("supervisord.log")

    def messages(self):
        """The daemon's log without times: `LEVEL message` lines."""
        return [re.sub(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ", "", line) for line in self.log().splitlines()]

    # -- the daemon ------------------------------------------------------------------------------------------------

    def launch(self, *args, env=None, wrapper=(), foreground=True, cwd=None, conf=None, **popen):
        """Starts supervisord and returns at once. `conf`: another configuration, or False for no -c at all."""
        count = len(self.daemons)
        out, err = self.dir / ("stdout.%d" % count), self.dir / ("stderr.%d" % count)
        argv = [*map(str, wrapper), self.programs.supervisord]
        argv += ["-c", str(conf or self.conf)] if conf is not False else []
        argv += ["-n"] if foreground else []
        argv += map(str, args)
        with open(out, "wb") as out_file, open(err, "wb") as err_file:
            popen.setdefault("stdin", subprocess.DEVNULL)
            popen.setdefault("stdout", out_file)
            popen.setdefault("stderr", err_file)
            process = subprocess.Popen(argv, cwd=cwd or self.dir, env={**self.env, **(env or {})}, **popen)
        daemon = Daemon(process, out, err)
        self.daemons.append(daemon)
        self.daemon = daemon
        return daemon

    def start(self, *args, **options):
        """Starts supervisord in the foreground and waits until it answers (or, without a Unix socket, logs that it
        has started)."""
        daemon = self.launch(*args, **options)
        self.wait_ready(daemon)
        return daemon

    def wait_ready(self, daemon=None):
        daemon = daemon or self.daemon
        controlled = "[unix_http_server]" in self.conf.read_text(errors="replace")

        def ready():
            code = daemon.process.poll()
            if code is not None:
                raise Failed("the daemon ended with status %s instead of starting\n%s%s"
                             % (code, daemon.err(), daemon.out()))
            if not controlled:
                return "supervisord started with pid" in self.log()
            return self.answers()
        wait.until(ready, "the daemon to be ready")

    def answers(self):
        """Does a running daemon answer on the Unix socket?"""
        try:
            return self.rpc.getState()["statename"] == "RUNNING"
        except (OSError, xmlrpc.client.Error):
            return False

    def supervisord(self, *args, env=None, code=None, out=None, err=None, cwd=None, limit=30, wrapper=()):
        """Runs supervisord to its end, for command lines and configurations that do not start a daemon."""
        return self._run([*map(str, wrapper), self.programs.supervisord, *map(str, args)], env, code, out, err, cwd,
                         limit)

    def stop(self, code=0):
        """Orderly shutdown by SIGTERM."""
        self.daemon.signal("TERM")
        return self.daemon.wait_exit(code)

    # -- control ---------------------------------------------------------------------------------------------------

    def ctl(self, *words, code=None, out=None, err=None, env=None, limit=60, input=None, conf=True):
        """Runs supervisorctl; a single string is split into words. `code`, `out`, `err` are expectations; texts may
        be compiled patterns, matched against the whole."""
        if len(words) == 1 and words[0]:
            words = shlex.split(words[0])
        argv = [self.programs.supervisorctl, *(["-c", str(self.conf)] if conf else []), *map(str, words)]
        return self._run(argv, env, code, out, err, self.dir, limit, input)

    def _run(self, argv, env, code, out, err, cwd, limit, input=None):
        try:
            done = subprocess.run(argv, cwd=cwd or self.dir, env={**self.env, **(env or {})}, capture_output=True,
                                  input=(input or "").encode(), timeout=limit * wait.PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failed("%s did not end within %gs" % (shlex.join(argv), limit)) from None
        got = Finished(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))
        for what, expected, actual in (("exit status", code, got.code), ("stdout", out, got.out),
                                       ("stderr", err, got.err)):
            if expected is not None and not _matches(expected, actual):
                raise Failed("%s: %s\n  expected %s\n  got      %r\n  (status %s, stdout %r, stderr %r)" % (
                    shlex.join(argv[1:]), what, _show(expected), actual, got.code, got.out, got.err))
        return got

    @property
    def rpc(self):
        """The `supervisor` namespace over the Unix socket."""
        return rpc.connect(self.socket_path).supervisor

    @property
    def system(self):
        return rpc.connect(self.socket_path).system

    def fault(self, call, *args):
        """The (code, text) of the fault that `call` ends in."""
        try:
            value = call(*args)
        except xmlrpc.client.Fault as fault:
            return fault.faultCode, fault.faultString
        raise Failed("expected a fault, got %r" % (value,))

    def info(self, name):
        return self.rpc.getProcessInfo(name)

    def state(self, name):
        return self.info(name)["statename"]

    def pid(self, name):
        return self.info(name)["pid"]

    def states(self):
        """{namespec: state} of all processes."""
        return {namespec(i): i["statename"] for i in self.rpc.getAllProcessInfo()}

    # -- waiting ---------------------------------------------------------------------------------------------------

    def wait(self, condition, what, limit=30):
        return wait.until(condition, what, limit)

    def wait_state(self, name, *states, limit=30):
        """Waits until `name` is in one of `states`; returns its process info."""
        seen = {}

        def there():
            seen.update(self.info(name))
            return seen["statename"] in states
        wait.until(there, lambda: "%s to be %s, it is %s (%s)" % (
            name, " or ".join(states), seen.get("statename"), seen.get("description")), limit)
        return seen

    def wait_states(self, expected, limit=30):
        seen = {}

        def there():
            seen.clear()
            seen.update(self.states())
            return all(seen.get(name) == state for name, state in expected.items())
        wait.until(there, lambda: "states %r, they are %r" % (expected, seen), limit)

    def wait_log(self, pattern, count=1, limit=30):
        """Waits until the daemon's log has `count` lines in which `pattern` is found; returns the matches."""
        return self.wait_file(self.log_path, pattern, count, limit)

    def wait_file(self, name, pattern, count=1, limit=30):
        compiled = re.compile(pattern, re.M)

        def there():
            found = list(compiled.finditer(self.read(name)))
            return found if len(found) >= count else None
        return wait.until(there, lambda: "%s to contain %r %d times; it has:\n%s" % (
            name, pattern, count, self.read(name)[-2000:]), limit)

    def wait_gone(self, pid, limit=30):
        wait.until(lambda: not descendants.alive(pid), "process %d to end" % pid, limit)

    def observe(self, seconds, condition, what):
        """The opposite of waiting: `condition` must hold the whole time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not condition():
                raise Failed("%s did not stay so for %gs" % (what, seconds))
            time.sleep(0.02)

    # -- expectations ----------------------------------------------------------------------------------------------

    def equal(self, actual, expected, what="value"):
        if actual != expected:
            raise Failed("%s\n  expected %r\n  got      %r" % (what, expected, actual))

    def true(self, condition, what):
        if not condition:
            raise Failed("not so: %s" % what)

    def match(self, pattern, text, what="text"):
        found = re.search(pattern, text, re.M)
        if not found:
            raise Failed("%s\n  expected to find %r\n  in %r" % (what, pattern, text))
        return found

    def absent(self, pattern, text, what="text"):
        found = re.search(pattern, text, re.M)
        if found:
            raise Failed("%s: expected not to find %r, but there is %r" % (what, pattern, found.group(0)))

    def in_order(self, patterns, text, what="log"):
        """The patterns are found one after the other."""
        at = 0
        for pattern in patterns:
            found = re.compile(pattern, re.M).search(text, at)
            if not found:
                raise Failed("%s: %r not found after what precedes it, in\n%s" % (what, pattern, text))
            at = found.end()

    def skip(self, reason):
        raise Skipped(reason)

    def alive(self, pid):
        return descendants.alive(pid)


def namespec(info):
    return info["name"] if info["name"] == info["group"] else "%s:%s" % (info["group"], info["name"])


def status_line(name, state, description="", width=33):
    """One line of `supervisorctl status`."""
    return "%s%-10s%s" % (name.ljust(width), state, description) + "\n"


def _matches(expected, actual):
    if isinstance(expected, re.Pattern):
        return expected.fullmatch(actual) is not None
    return expected == actual


def _show(expected):
    return "/%s/" % expected.pattern if isinstance(expected, re.Pattern) else repr(expected)
