#!/usr/bin/env python3
"""Runs the end-to-end tests that the packaged Supervisor brings along, unchanged, with our two programs.

usage: run.py [-j N] [TEST]...

They start `python -m supervisor.supervisord`; the package `supervisor` in this folder stands in front of the packaged one
and becomes our programs. The tests' files name places in /tmp: each test gets a /tmp of its own where a mount namespace
can be had, and otherwise they run one after the other.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1])]
sys.dont_write_bytecode = True

from harness import case, programs, runner, wait  # noqa: E402

SKIP_RETURN_CODE = 77
PYTHON = "/usr/bin/python3"
MODULE = "supervisor.tests.test_end_to_end"

#: Where the tests are, said by the Python that the packaged Supervisor uses.
FIND = "import os, pexpect, supervisor.tests.test_end_to_end; print(os.path.dirname(supervisor.__file__))"

#: Belongs to the tests, but not to the package of the distribution.
HELLO = """\
for number in 1 2 3; do
    echo "The Øresund bridge ends in Malmö - $number"
    sleep 1
done
"""

#: Programs that come beside the two; those that are not built are not tested.
MORE_PROGRAMS = ("echo_supervisord_conf", "pidproxy")

IN_PRIVATE_TMP = ["sh", "-c", 'mount --bind "$1" /tmp && shift && exec "$@"', "sh"]


def packaged():
    """The packaged tests' folder, or why they cannot be run."""
    if not os.access(PYTHON, os.X_OK):
        return None, "there is no %s" % PYTHON
    found = subprocess.run([PYTHON, "-W", "ignore", "-c", FIND], capture_output=True, text=True, cwd="/")
    if found.returncode:
        return None, found.stderr.strip().split("\n")[-1] + " (packages supervisor, python3-pexpect, python3-pkg-resources)"
    return pathlib.Path(found.stdout.strip()), None


def isolation(folder):
    """The words that start a program with `folder` as its /tmp, or [] where that is not possible."""
    words = ["unshare", "-m" if os.geteuid() == 0 else "-Urm", *IN_PRIVATE_TMP]
    tried = subprocess.run([*words, str(folder), "true"], capture_output=True) if shutil.which("unshare") else None
    return words if tried and tried.returncode == 0 else []


def lay_out(folder, source, ours):
    """Everything a test needs, outside of /tmp."""
    shutil.copytree(HERE / "supervisor", folder / "supervisor", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(source / "tests", folder / "supervisor" / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    hello = folder / "supervisor" / "tests" / "fixtures" / "hello.sh"
    if not hello.exists():
        hello.write_text(HELLO)
    (folder / "bin").mkdir()
    (folder / "bin" / "python").symlink_to(PYTHON)  # what the tests' programs are started with
    more = {name: pathlib.Path(ours.supervisord).parent / name for name in MORE_PROGRAMS}
    for name, program in {"supervisord": ours.supervisord, "supervisorctl": ours.supervisorctl, **more}.items():
        if os.access(program, os.X_OK):
            shutil.copy(program, folder / "bin" / name)
    return folder


def job_of(test, folder, source):
    def steps(scratch):
        for program in MORE_PROGRAMS:
            if program in test and not (folder / "bin" / program).exists():
                raise case.Skipped("there is no %s beside our supervisord" % program)
        private = scratch / "tmp"
        private.mkdir()
        before = isolation(private)
        done = subprocess.run(
            [*before, *([str(private)] if before else []), PYTHON, "-W", "ignore", "-m", "unittest",
             "%s.EndToEndTests.%s" % (MODULE, test)],
            cwd=folder, capture_output=True, text=True, errors="replace",
            env={**os.environ, "END_TO_END": "1", "PATH": "%s:/usr/local/bin:/usr/bin:/bin" % (folder / "bin"),
                 "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8",
                 "SUPERVISE_BIN": str(folder / "bin"), "SUPERVISE_PACKAGED": str(source)})
        if done.returncode:
            raise wait.Failed("\n" + done.stdout + done.stderr)
    return runner.Job(test, steps, 240)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-j", "--jobs", type=int, default=runner.default_parallel())
    parser.add_argument("tests", nargs="*")
    options = parser.parse_args()
    source, reason = packaged()
    if reason:
        print("end_to_end: skipped, the packaged tests cannot be loaded: %s" % reason)
        return SKIP_RETURN_CODE
    ours = programs.ours()
    if ours.missing():
        print("end_to_end: cannot run %s; build it first" % ours.missing(), file=sys.stderr)
        return 2
    tests = re.findall(r"^    def (test_\w+)", (source / "tests" / "test_end_to_end.py").read_text(encoding="utf-8"), re.M)
    chosen = [test for test in tests if not options.tests or test in options.tests]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sv-end-to-end.", dir="/var/tmp"))
    folder.chmod(0o755)
    try:
        lay_out(folder, source, ours)
        alone = not isolation(folder)
        jobs = [job_of(test, folder, source) for test in chosen]
        return 1 if runner.run(jobs, 1 if alone else options.jobs) else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
