#!/usr/bin/env python3
"""Runs the integration tests: each a folder <area>/<behaviour>/ with a configuration and a test.py.

usage: run.py [--impl ours|python] [-j N] [--list] [--keep] [area | area/behaviour | word]...

Every test gets a scratch folder and a process of its own; whatever it started is killed at its end. test.py defines
`test(t)` (t is a harness.case.Case) and may set
    ours_only = "why"     a behaviour of ours that the packaged Python implementation does not have
    needs = ("root",)     see harness/needs.py; the test is skipped, with the reason, where one is missing
    limit = 60            seconds after which it is stopped as hung
"""
import argparse
import importlib.util
import os
import pathlib
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.dont_write_bytecode = True

from harness import case, descendants, needs, programs, wait  # noqa: E402

PASSED, FAILED, SKIPPED = "ok", "FAIL", "skip"


def discover(selection):
    tests = sorted(p.parent for p in HERE.glob("*/*/test.py"))
    if not selection:
        return tests
    named = [(str(t.relative_to(HERE)), t) for t in tests]
    return [t for name, t in named if any(s == name or s == name.split("/")[0] or ("/" in s and s in name)
                                          or s == name.split("/")[1] for s in selection)]


def load(folder):
    spec = importlib.util.spec_from_file_location("test_" + folder.name, folder / "test.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def evidence(t):
    """What helps to understand a failure: the daemon's log and what it printed."""
    parts = []
    for path in sorted(t.dir.glob("supervisord.log")) + sorted(t.dir.glob("stderr.*")):
        text = path.read_text(errors="replace").splitlines()
        if text:
            parts += ["  ---- %s%s" % (path.name, ", last 60 lines" if len(text) > 60 else "")]
            parts += ["  | " + line for line in text[-60:]]
    return "\n".join(parts)


def run_one(folder, implementation, keep):
    """In the test's own process. Returns (verdict, explanation)."""
    module = load(folder)
    if not implementation.ours and getattr(module, "ours_only", None):
        return SKIPPED, "ours only: %s" % module.ours_only
    reason = needs.missing(getattr(module, "needs", ()))
    if reason:
        return SKIPPED, reason
    # Short, because the path of a Unix socket has room for 107 bytes; readable by the users tests switch to.
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="sv."))
    scratch.chmod(0o755)
    t = case.Case(implementation, scratch, folder)
    try:
        t.lay_out()
        signal.alarm(int(getattr(module, "limit", 90) * wait.PATIENCE))
        module.test(t)
        return PASSED, ""
    except case.Skipped as skipped:
        return SKIPPED, str(skipped)
    except wait.Failed as failed:
        frame = [f for f in traceback.extract_tb(failed.__traceback__) if f.filename.endswith("test.py")]
        where = "  %s:%d: " % (frame[-1].filename, frame[-1].lineno) if frame else "  "
        return FAILED, where + str(failed) + "\n" + evidence(t)
    except BaseException:  # noqa: B902 - whatever a test raises is its failure
        return FAILED, traceback.format_exc() + evidence(t)
    finally:
        signal.alarm(0)
        descendants.kill_all()
        if keep:
            print("kept %s" % scratch)
        else:
            shutil.rmtree(scratch, ignore_errors=True)


class Running:
    """A test in its forked process, reporting through a pipe."""

    def __init__(self, folder, implementation, keep):
        self.folder = folder
        self.started = time.monotonic()
        self.reader, writer = os.pipe()
        self.text = b""
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.reader)
            self._child(writer, implementation, keep)
        os.close(writer)

    def _child(self, writer, implementation, keep):
        try:
            os.setsid()
            descendants.adopt()
            signal.signal(signal.SIGALRM, _hung)
            signal.signal(signal.SIGTERM, _stopped)
            verdict, text = run_one(self.folder, implementation, keep)
        except BaseException:  # noqa: B902 - the report must reach the parent
            verdict, text = FAILED, traceback.format_exc()
        with os.fdopen(writer, "wb") as report:
            report.write(("%s\n%s" % (verdict, text)).encode(errors="replace"))
        os._exit(0)

    def finished(self):
        """Reads on; True when the report is complete."""
        chunk = os.read(self.reader, 65536)
        self.text += chunk
        if chunk:
            return False
        os.close(self.reader)
        os.waitpid(self.pid, 0)
        self.seconds = time.monotonic() - self.started
        verdict, _, self.explanation = self.text.decode().partition("\n")
        self.verdict = verdict or FAILED
        return True


def _hung(*_):
    raise wait.Failed("the test hung")


def _stopped(*_):
    raise wait.Failed("the run was stopped")


def report(running):
    name = str(running.folder.relative_to(HERE))
    line = "%-4s %-60s %6.2fs" % (running.verdict, name, running.seconds)
    if running.verdict == SKIPPED:
        line += "  " + running.explanation
    print(line, flush=True)
    if running.verdict == FAILED:
        print(running.explanation, flush=True)


def run_all(tests, implementation, jobs, keep):
    waiting, active, done = list(tests), [], []
    try:
        while waiting or active:
            while waiting and len(active) < jobs:
                active.append(Running(waiting.pop(0), implementation, keep))
            readable, _, _ = select.select([r.reader for r in active], [], [])
            for running in [r for r in active if r.reader in readable]:
                if running.finished():
                    active.remove(running)
                    done.append(running)
                    report(running)
    except KeyboardInterrupt:
        for running in active:
            os.kill(running.pid, signal.SIGTERM)
        for running in active:
            os.waitpid(running.pid, 0)
        raise SystemExit(130) from None
    return done


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--impl", choices=("ours", "python"), default="ours")
    parser.add_argument("-j", "--jobs", type=int, default=4 * (os.cpu_count() or 1))
    parser.add_argument("--list", action="store_true", help="print the names only")
    parser.add_argument("--keep", action="store_true", help="keep the scratch folders")
    parser.add_argument("tests", nargs="*")
    options = parser.parse_args()
    tests = discover(options.tests)
    if options.list:
        print("\n".join(str(t.relative_to(HERE)) for t in tests))
        return 0
    if not tests:
        parser.error("no such test")
    implementation = programs.named(options.impl)
    if implementation.missing():
        print("run.py: cannot run %s; build it first" % implementation.missing(), file=sys.stderr)
        return 2
    done = run_all(tests, implementation, options.jobs, options.keep)
    count = {v: sum(r.verdict == v for r in done) for v in (PASSED, FAILED, SKIPPED)}
    print("%d passed, %d failed, %d skipped" % (count[PASSED], count[FAILED], count[SKIPPED]))
    return 1 if count[FAILED] else 0


if __name__ == "__main__":
    sys.exit(main())
