#!/usr/bin/env python3
"""Runs the same scenarios on our programs and on the packaged Supervisor and compares what is seen.

usage: run.py [-j N] [--list] [--show] [scenario]...

The scenarios are in scenarios/; those of configurations that are refused come from ../integration/config/errors/cases.txt.
A scenario marked `clients` is run with all four pairs of supervisord and supervisorctl. Differences that are meant are
listed in doc/compatibility.md; they are not in the scenarios, or carry a note there.
"""
import argparse
import difflib
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
sys.dont_write_bytecode = True

from harness import descendants, needs, programs, runner, wait  # noqa: E402

import recorder  # noqa: E402
import scenarios  # noqa: E402

SKIP_RETURN_CODE = 77


def transcript(daemon, client, scratch, scenario):
    folder = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    folder.chmod(0o755)
    recording = recorder.Recorder(daemon, client, folder, scenario.config)
    try:
        scenario.steps(recording)
    except wait.Failed as failed:
        raise wait.Failed("with supervisord of %s and supervisorctl of %s: %s\n%s" % (
            daemon.name, client.name, failed, recording.t.log()[-3000:])) from failed
    finally:
        descendants.kill_all()
    return recording.seen


def job_of(scenario, ours, python, show):
    def steps(scratch):
        reason = needs.missing(scenario.needs)
        if reason:
            raise runner.case.Skipped(reason)
        expected = transcript(python, python, scratch, scenario)
        if show:
            print("\n".join(expected))
        pairs = [(ours, ours)] + ([(ours, python), (python, ours)] if scenario.clients else [])
        for daemon, client in pairs:
            seen = transcript(daemon, client, scratch, scenario)
            if seen != expected:
                names = "supervisord of %s, supervisorctl of %s" % (daemon.name, client.name)
                raise wait.Failed("\n".join(difflib.unified_diff(expected, seen, "Supervisor", names, lineterm="", n=4)))
    return runner.Job(scenario.name, steps, 900)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-j", "--jobs", type=int, default=runner.default_parallel())
    parser.add_argument("--list", action="store_true", help="print the names only")
    parser.add_argument("--show", action="store_true", help="print what is seen on the packaged Supervisor")
    parser.add_argument("--itself", action="store_true", help="compare the packaged Supervisor with itself")
    parser.add_argument("scenarios", nargs="*")
    options = parser.parse_args()
    # Those with four transcripts first, so that no long one is left for the end.
    chosen = sorted((s for s in scenarios.all_of() if not options.scenarios or s.name in options.scenarios),
                    key=lambda s: not s.clients)
    if options.list:
        print("\n".join(s.name for s in chosen))
        return 0
    python = programs.python()
    if python.missing():
        print("compat: skipped, there is no %s; the package `supervisor` is what we compare with" % python.missing())
        return SKIP_RETURN_CODE
    ours = programs.python() if options.itself else programs.ours()
    if ours.missing():
        print("compat: cannot run %s; build it first" % ours.missing(), file=sys.stderr)
        return 2
    return 1 if runner.run([job_of(s, ours, python, options.show) for s in chosen], options.jobs) else 0


if __name__ == "__main__":
    sys.exit(main())
