#!/usr/bin/env python3
"""Runs the tests that need real hosts: each a folder <area>/<behaviour>/ with a test.py.

usage: run.py [--list] [--keep] [area | area/behaviour | behaviour]...

They share a lab with two hosts, en1 and en2, which are given new disks and booted before each test. test.py
defines `test(t)` (t is a story.case.Story) and may set
    seeds = ("simple",)   folders of seed/ that are copied into the scratch folder, before the test's own files
    deployer = False      it does not need hadeploy
    fresh = False         it does not care what the hosts have been through
    limit = 120           seconds after which it is stopped as hung
    packages = ("python3",)  what its hosts have besides the usual; tests with the same packages share a lab
    needs = ("ansible-playbook",)  programs of this machine; without them the test is not run, and that is said

Status 77: not run, because this is not root or something is not installed; with SUPERVISE_LAB_REQUIRED=1 that is a
failure.
"""
import argparse
import importlib.util
import os
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
sys.dont_write_bytecode = True

from cluster import system  # noqa: E402
from cluster.lab import Lab, why_not  # noqa: E402
from harness import runner  # noqa: E402
from story import deployer  # noqa: E402
from story.case import HOSTS, Story  # noqa: E402

NOT_RUN = 77


def discover(selection):
    tests = sorted(p.parent.relative_to(HERE) for p in HERE.glob("*/*/test.py"))
    return [t for t in tests if not selection or {str(t), t.parts[0], t.parts[1]} & set(selection)]


def load(name):
    spec = importlib.util.spec_from_file_location("test_" + name.name, HERE / name / "test.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def evidence(lab):
    """The end of each host's journal."""
    parts = []
    for name in HOSTS:
        try:
            lines = lab.host(name).call("journalctl --no-pager --quiet --lines=25").out.splitlines()
        except system.Failed as failed:
            lines = [str(failed)]
        parts += ["  ---- journal of %s" % name, *("  | " + line for line in lines)]
    return "\n".join(parts)


def job_of(name, module, lab):
    def steps(scratch):
        if getattr(module, "fresh", True):
            lab.reset()
        t = Story(lab, scratch, HERE / name)
        t.lay_out(getattr(module, "seeds", ()))
        module.test(t)
    return runner.Job(str(name), steps, getattr(module, "limit", 120), lambda scratch: evidence(lab))


def packages_of(module):
    return tuple(getattr(module, "packages", ()))


def can_run(name, module):
    """Says what is missing on this machine."""
    missing = [program for program in getattr(module, "needs", ()) if shutil.which(program) is None]
    if missing:
        print("run.py: %s: not run: missing here: %s; `scripts/deps ci` installs it" % (name, ", ".join(missing)),
              file=sys.stderr)
    return not missing


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print the names only")
    parser.add_argument("--keep", action="store_true", help="keep the scratch folders")
    parser.add_argument("tests", nargs="*")
    return parser, parser.parse_args()


def main():
    parser, options = arguments()
    tests = discover(options.tests)
    if options.list:
        print("\n".join(map(str, tests)))
        return 0
    if not tests:
        parser.error("no such test")
    reason = why_not()
    if reason:
        print("run.py: not run: %s" % reason, file=sys.stderr)
        return 1 if os.environ.get("SUPERVISE_LAB_REQUIRED") == "1" else NOT_RUN
    modules = {name: load(name) for name in tests}
    if any(getattr(m, "deployer", True) for m in modules.values()) and not os.access(deployer.program(), os.X_OK):
        print("run.py: cannot run %s; build it first (`cmake --build build/dev`)" % deployer.program(), file=sys.stderr)
        return 2
    able = {name: module for name, module in modules.items() if can_run(name, module)}
    if len(able) < len(modules) and (not able or os.environ.get("SUPERVISE_LAB_REQUIRED") == "1"):
        return 1 if os.environ.get("SUPERVISE_LAB_REQUIRED") == "1" else NOT_RUN
    kinds = sorted({packages_of(module) for module in able.values()})
    failed = False
    for number, packages in enumerate(kinds):
        lab = Lab("t%d-%d" % (os.getpid(), number) if number else "t%d" % os.getpid())
        jobs = [job_of(n, m, lab) for n, m in able.items() if packages_of(m) == packages]
        failed = run_in(lab, packages, jobs, options.keep) or failed
    return 1 if failed else 0


def run_in(lab, packages, jobs, keep):
    """Has any failed?"""
    try:
        lab.up(len(HOSTS), owned=True, packages=packages)
        return bool(runner.run(jobs, 1, keep))
    except system.Failed as failed:
        print("run.py: %s" % failed, file=sys.stderr)
        return True
    finally:
        lab.down()


if __name__ == "__main__":
    sys.exit(main())
