#!/usr/bin/env python3
"""Runs the integration tests: each a folder <area>/<behaviour>/ with a configuration and a test.py.

usage: run.py [--impl ours|python] [-j N] [--list] [--keep] [area | area/behaviour | behaviour]...

Every test gets a scratch folder and a process of its own; whatever it started is killed at its end. test.py defines
`test(t)` (t is a harness.case.Case) and may set
    ours_only = "why"     a behaviour of ours that the packaged Python implementation does not have
    needs = ("root",)     see harness/needs.py; the test is skipped, with the reason, where one is missing
    limit = 60            seconds after which it is stopped as hung
"""
import argparse
import importlib.util
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.dont_write_bytecode = True

from harness import case, needs, programs, runner  # noqa: E402


def discover(selection):
    tests = sorted(p.parent.relative_to(HERE) for p in HERE.glob("*/*/test.py"))
    return [t for t in tests if not selection or {str(t), t.parts[0], t.parts[1]} & set(selection)]


def load(folder):
    spec = importlib.util.spec_from_file_location("test_" + folder.name, folder / "test.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def logs(scratch):
    """The daemon's log and what it printed."""
    parts = []
    for path in sorted(scratch.glob("supervisord.log")) + sorted(scratch.glob("stderr.*")):
        lines = path.read_text(errors="replace").splitlines()
        if lines:
            parts += ["  ---- %s%s" % (path.name, ", last 60 lines" if len(lines) > 60 else "")]
            parts += ["  | " + line for line in lines[-60:]]
    return "\n".join(parts)


def job_of(name, implementation):
    module = load(HERE / name)

    def steps(scratch):
        if not implementation.ours and getattr(module, "ours_only", None):
            raise case.Skipped("ours only: %s" % module.ours_only)
        reason = needs.missing(getattr(module, "needs", ()))
        if reason:
            raise case.Skipped(reason)
        t = case.Case(implementation, scratch, HERE / name)
        t.lay_out()
        module.test(t)
    return runner.Job(str(name), steps, getattr(module, "limit", 90), logs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--impl", choices=("ours", "python"), default="ours")
    parser.add_argument("-j", "--jobs", type=int, default=runner.default_parallel())
    parser.add_argument("--list", action="store_true", help="print the names only")
    parser.add_argument("--keep", action="store_true", help="keep the scratch folders")
    parser.add_argument("tests", nargs="*")
    options = parser.parse_args()
    tests = discover(options.tests)
    if options.list:
        print("\n".join(map(str, tests)))
        return 0
    if not tests:
        parser.error("no such test")
    implementation = programs.named(options.impl)
    if implementation.missing():
        print("run.py: cannot run %s; build it first" % implementation.missing(), file=sys.stderr)
        return 2
    return 1 if runner.run([job_of(t, implementation) for t in tests], options.jobs, options.keep) else 0


if __name__ == "__main__":
    sys.exit(main())
