#!/usr/bin/env python3
"""Asks our supervisorctl and the packaged one the same and compares what they print and end with, byte for byte.

usage: pairs.py [--show] [offline|scripted|steps|shell|terminal]...

Five parts: `offline` needs no daemon; `scripted` uses a daemon that answers what it is told to, so that every fault
occurs; `steps` runs two of the packaged daemons side by side, one for each client, and takes both through the same day;
`shell` pipes commands into both, `terminal` types at both.
What differs between two runs of the same client (process ids, times, places in the source) is replaced before the
comparison. What we mean to do differently is listed in doc/compatibility.md and not asked here.
"""
import concurrent.futures
import difflib
import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]
sys.dont_write_bytecode = True

from harness import descendants, programs, runner, wait  # noqa: E402
from harness.terminal import Terminal  # noqa: E402

import commands  # noqa: E402
from reference import Reference  # noqa: E402
from scripted_server import ScriptedServer  # noqa: E402

SKIP_RETURN_CODE = 77
LIMIT = 60
TERMINAL_LIMIT = 60

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/"}

REPLACEMENTS = [
    (r": file: \S.* line: \d+$", ": file: F line: N"),
    (r"\bpid \d+, uptime \d+:\d\d:\d\d", "pid N, uptime T"),
    (r"\b[A-Z][a-z]{2} \d\d \d\d:\d\d [AP]M", "TIME"),
    (r"^\d+$", "N"),
    # Python's client, when Ctrl-C finds it reading instead of waiting (CTL-033 is what it means to do).
    (r"(?<=\^C)\S+ Cannot connect, error: <class 'KeyboardInterrupt'> \(\)", ""),
    # The terminal's own echo, which a line editor turns off.
    (r"(?<=> )\^C$", ""),
]


def normal(text, folder, program):
    text = text.decode(errors="backslashreplace").replace(str(folder), "@DIR@").replace(program, "@PROGRAM@")
    for pattern, replacement in REPLACEMENTS:
        text = re.sub(pattern, replacement, text, flags=re.M)
    return text


class Clients:
    """Both clients. Each method gives a transcript of one command line."""

    def __init__(self, python, ours):
        self.python_program, self.our_program = python, ours
        self.reference = Reference(python)

    def python(self, folder, words, config=None):
        done = self.reference.run(self.words(folder, words, config), folder, ENVIRONMENT)
        return transcript(*done, folder, self.python_program)

    def ours(self, folder, words, config=None):
        done = subprocess.run([self.our_program, *self.words(folder, words, config)], cwd=folder, env=ENVIRONMENT,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT)
        return transcript(done.stdout, done.stderr, done.returncode, folder, self.our_program)

    def close(self):
        self.reference.close()

    @staticmethod
    def words(folder, words, config):
        options = ["-c", str(folder / config)] if config else []
        return options + [word.replace("@DIR@", str(folder)) for word in words]


def transcript(out, err, status, folder, program):
    return "%s--- stderr\n%s--- exit %d\n" % (normal(out, folder, program), normal(err, folder, program), status)


def words_of(line):
    return line.split() if isinstance(line, str) else line


def concerns_several(words):
    """Their lines come in the order in which programs start or end, which is chance for groups (TOL-005); several names
    are asked for one after the other by Supervisor and at once by ours."""
    action = next((i for i, word in enumerate(words) if word in ("start", "stop", "restart", "signal", "clear")), None)
    if action is None:
        return False
    names = words[action + 1:]
    return len(names) > 1 or any(word == "all" or word.endswith((":*", ":")) for word in names)


class Comparison:
    def __init__(self, show):
        self.show = show
        self.count = 0
        self.failures = 0
        self.executor = concurrent.futures.ThreadPoolExecutor(4)

    def compare(self, title, theirs, ours, in_any_order=False):
        """`theirs` and `ours` are functions that return a transcript."""
        self.count += 1
        expected, seen = [future.result() for future in (self.executor.submit(theirs), self.executor.submit(ours))]
        if in_any_order:
            expected, seen = ("".join(sorted(text.splitlines(True))) for text in (expected, seen))
        if self.show:
            print("=== %s\n%s" % (title, expected), end="")
        if expected == seen:
            return
        self.failures += 1
        print("=== %s" % title)
        sys.stdout.writelines(line if line.endswith("\n") else line + "\n" for line in difflib.unified_diff(
            expected.splitlines(True), seen.splitlines(True), "Supervisor", "ours"))


def write(path, text):
    path.write_text(text.replace("@DIR@", str(path.parent)))


def offline(comparison, clients, scratch):
    for name, text in commands.FILES.items():
        write(scratch / name, text)
    for line in commands.OFFLINE:
        words = words_of(line)
        comparison.compare("offline: %s" % line, lambda: clients.python(scratch, words),
                           lambda: clients.ours(scratch, words))
    for number, files in enumerate(commands.SEARCHES):
        folder = scratch / ("search%d" % number)
        (folder / "etc").mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text.replace("@DIR@", str(folder)))
        comparison.compare("offline: search in %s" % list(files), lambda: clients.python(folder, ["pid"]),
                           lambda: clients.ours(folder, ["pid"]))


def scripted(comparison, clients, scratch):
    write(scratch / "scripted.conf", "[supervisorctl]\nserverurl=unix://@DIR@/scripted.sock\n")
    path = scratch / "scripted.sock"

    with ScriptedServer(path, {}) as server:
        for answers, line in commands.scripted():
            server.answers = {"supervisor.getVersion": "3.0", **answers}
            words = words_of(line)
            title = "scripted: %s with %s" % (line, {
                name: vars(answer) if hasattr(answer, "__dict__") else answer for name, answer in answers.items()})
            if any(type(answer).__name__ == "Raw" for answer in answers.values()):
                compare_roughly(comparison, title, clients, scratch, words)
            else:
                comparison.compare(title, lambda: clients.python(scratch, words, "scripted.conf"),
                                   lambda: clients.ours(scratch, words, "scripted.conf"), concerns_several(words))


def compare_roughly(comparison, title, clients, scratch, words):
    """Only that it is the general error line, and the status: rubbish is described in the words of Python's parser."""
    def rough(client):
        seen = client(scratch, words, "scripted.conf")
        return re.sub(r"^error: <class '[\w.]+'>, .*: file: F", "error: <class C>, TEXT: file: F", seen, flags=re.M)
    comparison.compare(title, lambda: rough(clients.python), lambda: rough(clients.ours))


class Daemon:
    """One of the packaged daemons, with a folder of its own."""

    def __init__(self, folder, supervisord):
        self.folder = folder
        folder.mkdir()
        write(folder / "ctl.conf", "[supervisorctl]\nserverurl=unix://@DIR@/s.sock\n")
        self.configure(commands.CONFIG)
        self.process = subprocess.Popen([supervisord, "-c", str(folder / "s.conf")], cwd=folder,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def configure(self, text):
        write(self.folder / "s.conf", text)

    def is_up(self):
        log = self.folder / "supervisord.log"
        text = log.read_text() if log.exists() else ""
        return "success: web entered RUNNING" in text and "success: a entered RUNNING" in text

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()


def wait_for(condition):
    deadline = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the daemons did not start")
        time.sleep(0.05)


def steps(comparison, clients, scratch):
    daemons = [Daemon(scratch / name, programs.python().supervisord) for name in ("one", "two")]
    try:
        wait_for(lambda: all(daemon.is_up() for daemon in daemons))
        configs = {"=good": commands.CONFIG, "=bad": commands.BAD_CONFIG, "=changed": commands.CHANGED_CONFIG}
        for line in commands.STEPS + [["-i", "version"], "shutdown"]:
            if isinstance(line, str) and line in configs:
                for daemon in daemons:
                    daemon.configure(configs[line])
                continue
            words = words_of(line)
            comparison.compare("step: %s" % line, lambda: clients.python(daemons[0].folder, words, "s.conf"),
                               lambda: clients.ours(daemons[1].folder, words, "s.conf"), concerns_several(words))
    finally:
        for daemon in daemons:
            daemon.end()


def at_terminal(program, folder, line, keys):
    """`keys`: pairs of what to wait for (with how often it must have been shown) and what to type then."""
    terminal = Terminal([program, "-c", str(folder / "s.conf"), *line.split()], folder, ENVIRONMENT)
    for (text, times), typed in keys:
        terminal.wait_for(text, TERMINAL_LIMIT, times)
        # The packaged client loses a Ctrl-C that comes between its prompt and its wait for a key.
        wait.until(lambda: descendants.stat_of(terminal.pid)[0] == "S", "%s to wait for a key" % program)
        terminal.type(typed)
    status = terminal.end(TERMINAL_LIMIT)
    return "%s--- exit %d\n" % (normal(terminal.seen.replace(b"\r\n", b"\n"), folder, program), status)


def in_shell(program, folder, text):
    done = subprocess.run([program, "-c", str(folder / "s.conf")], cwd=folder, env=ENVIRONMENT, input=text.encode(),
                          capture_output=True, timeout=LIMIT)
    return transcript(done.stdout, done.stderr, done.returncode, folder, program)


def shell(comparison, clients, scratch):
    daemon = Daemon(scratch / "one", programs.python().supervisord)
    try:
        wait_for(daemon.is_up)
        for text in commands.SHELL:
            comparison.compare("shell: %r" % text, lambda: in_shell(clients.python_program, daemon.folder, text),
                               lambda: in_shell(clients.our_program, daemon.folder, text))
    finally:
        daemon.end()


def terminal(comparison, clients, scratch):
    daemon = Daemon(scratch / "one", programs.python().supervisord)
    try:
        wait_for(daemon.is_up)
        for line, keys in commands.AT_TERMINAL:
            comparison.compare("terminal: %s" % line,
                               lambda: at_terminal(clients.python_program, daemon.folder, line, keys),
                               lambda: at_terminal(clients.our_program, daemon.folder, line, keys))
    finally:
        daemon.end()


PARTS = {"offline": offline, "scripted": scripted, "steps": steps, "shell": shell, "terminal": terminal}


def job_of(part, python, ours, show):
    def compare(scratch):
        comparison = Comparison(show)
        clients = Clients(python.supervisorctl, ours.supervisorctl)
        try:
            PARTS[part](comparison, clients, scratch)
        finally:
            clients.close()
        print("%s: %d comparisons, %d differences" % (part, comparison.count, comparison.failures))
        if comparison.failures:
            raise wait.Failed("they are printed above")
    return runner.Job("supervisorctl/" + part, compare, 900)


def main():
    arguments = sys.argv[1:]
    show = "--show" in arguments
    chosen = [argument for argument in arguments if argument != "--show"] or list(PARTS)
    python, ours = programs.python(), programs.ours()
    if python.missing():
        print("SKIPPED: the packaged %s is not installed" % python.missing())
        return SKIP_RETURN_CODE
    if not os.access(ours.supervisorctl, os.X_OK):
        print("not built: %s" % ours.supervisorctl)
        return 1
    jobs = [job_of(part, python, ours, show) for part in chosen]
    return 1 if runner.run(jobs, len(jobs)) else 0


if __name__ == "__main__":
    sys.exit(main())
