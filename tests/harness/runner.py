"""Runs jobs, each in a process of its own, several at a time, and prints one line for each."""
import os
import pathlib
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback

from . import case, descendants, wait

PASSED, FAILED, SKIPPED = "ok", "FAIL", "skip"


class Job:
    """`steps(scratch)` is run in a forked process that owns an empty folder; it may raise wait.Failed or case.Skipped.
    `evidence(scratch)` then adds what helps to understand a failure."""

    def __init__(self, name, steps, limit=90, evidence=None):
        self.name = name
        self.steps = steps
        self.limit = limit
        self.evidence = evidence or (lambda scratch: "")


def perform(job, keep):
    """In the job's own process. Returns (verdict, explanation)."""
    # Short, because the path of a Unix socket has room for 107 bytes; readable by the users tests switch to.
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="sv."))
    scratch.chmod(0o755)
    try:
        signal.alarm(int(job.limit * wait.PATIENCE))
        job.steps(scratch)
        return PASSED, ""
    except case.Skipped as skipped:
        return SKIPPED, str(skipped)
    except wait.Failed as failed:
        frames = [f for f in traceback.extract_tb(failed.__traceback__) if "/harness/" not in f.filename]
        where = "  %s:%d: " % (frames[-1].filename, frames[-1].lineno) if frames else "  "
        return FAILED, where + str(failed) + "\n" + job.evidence(scratch)
    except BaseException:  # noqa: B902 - whatever a test raises is its failure
        return FAILED, traceback.format_exc() + job.evidence(scratch)
    finally:
        signal.alarm(0)
        descendants.kill_all()
        if keep:
            print("%s kept %s" % (job.name, scratch), flush=True)
        else:
            shutil.rmtree(scratch, ignore_errors=True)


class _Running:
    """A job in its forked process, reporting through a pipe."""

    def __init__(self, job, keep):
        self.job = job
        self.started = time.monotonic()
        self.reader, writer = os.pipe()
        self.text = b""
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.reader)
            self._child(writer, keep)
        os.close(writer)

    def _child(self, writer, keep):
        try:
            os.setsid()
            descendants.adopt()
            signal.signal(signal.SIGALRM, _raise("the test hung"))
            signal.signal(signal.SIGTERM, _raise("the run was stopped"))
            verdict, text = perform(self.job, keep)
        except BaseException:  # noqa: B902 - the report must reach the parent
            verdict, text = FAILED, traceback.format_exc()
        with os.fdopen(writer, "wb") as report:
            report.write(("%s\n%s" % (verdict, text)).encode(errors="replace"))
        sys.stdout.flush()
        os._exit(0)

    def finished(self):
        """Reads on; True when the report is complete."""
        chunk = os.read(self.reader, 65536)
        self.text += chunk
        if chunk:
            return False
        os.close(self.reader)
        os.waitpid(self.pid, 0)
        verdict, _, explanation = self.text.decode(errors="replace").partition("\n")
        self.verdict = verdict or FAILED
        line = "%-4s %-60s %6.2fs" % (self.verdict, self.job.name, time.monotonic() - self.started)
        print(line + ("  " + explanation if verdict == SKIPPED else ""), flush=True)
        if self.verdict == FAILED:
            print(explanation, flush=True)
        return True


def _raise(text):
    def handler(*_):
        raise wait.Failed(text)
    return handler


def run(jobs, parallel, keep=False):
    """Runs them all, prints the counts, and returns the number that failed."""
    waiting, active, verdicts = list(jobs), [], []
    try:
        while waiting or active:
            while waiting and len(active) < parallel:
                active.append(_Running(waiting.pop(0), keep))
            readable, _, _ = select.select([r.reader for r in active], [], [])
            for running in [r for r in active if r.reader in readable]:
                if running.finished():
                    active.remove(running)
                    verdicts.append(running.verdict)
    except KeyboardInterrupt:
        for running in active:
            os.kill(running.pid, signal.SIGTERM)
        for running in active:
            os.waitpid(running.pid, 0)
        raise SystemExit(130) from None
    print("%d passed, %d failed, %d skipped" % tuple(verdicts.count(v) for v in (PASSED, FAILED, SKIPPED)))
    return verdicts.count(FAILED)


def default_parallel():
    return 4 * (os.cpu_count() or 1)
