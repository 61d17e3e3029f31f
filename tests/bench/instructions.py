#!/usr/bin/env python3
"""Counts the instructions of what a daemon does all the time (hot_paths.cpp) by callgrind, and compares them with those
recorded in instructions.json: unlike times they are the same on a busy machine. Ends with 1 when one has grown by more
than a tenth.

usage: instructions.py [--build FOLDER] [--record]

    cmake --preset release -DSUPERVISE_TESTS=ON && cmake --build --preset release --target hot_paths
    tests/bench/instructions.py

Counts depend on the compiler and its flags: they are compared where some of the same compiler are recorded, in a release
build; elsewhere they are shown, and the status is 77. --record writes what is counted now; the commit that does so says
why there are more.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
RECORDED = HERE / "instructions.json"
SKIPPED = 77
ALLOWED = 1.10

#: (path, times it is done in the shorter run, what is counted)
PATHS = (
    ("state_change", 50, "a program ends and is started again, one follower is told"),
    ("log_chunk", 50, "64 KiB of output to a rotated file"),
    ("log_chunk_searched", 20, "... in which tokens are looked for"),
    ("log_chunk_json", 20, "... as JSON lines"),
    ("status_reply", 10, "getAllProcessInfo of 200 programs"),
    ("event_delivery", 100, "an event to a listener, and its answer"),
    ("metrics_scrape", 10, "metrics of 200 programs"),
)

#: The C library chooses functions by the processor; with these left out it chooses the same on all of some years.
PROCESSOR = "glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX512VL,-AVX512BW,-ERMS,-FSRM,-AVX_Fast_Unaligned_Load"


def counted(program, path, count):
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, path, str(count)], text=True,
        capture_output=True, env={"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC", "GLIBC_TUNABLES": PROCESSOR})
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        sys.exit("instructions.py: valgrind %s %s: %s" % (program, path, done.stderr[-1000:]))
    return int(found.group(1))


def each(program, path, count):
    """Of doing it once: start and end of the program are in both runs."""
    return round((counted(program, path, 3 * count) - counted(program, path, count)) / (2 * count))


def grown(path, now, before):
    return before is not None and now > ALLOWED * before


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=HERE.parents[1] / "build" / "release", metavar="FOLDER")
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    program = options.build / "bin" / "hot_paths"
    if not os.access(program, os.X_OK):
        sys.exit("instructions.py: cannot run %s; `cmake --build %s --target hot_paths` makes it" % (program, options.build))
    if not shutil.which("valgrind"):
        print("instructions.py: no valgrind here; `scripts/deps ci` installs it")
        return SKIPPED

    shown = subprocess.check_output([program], text=True).splitlines()
    build, known = shown[0], shown[1:]
    if known != [path for path, _, _ in PATHS]:
        sys.exit("instructions.py: %s knows other paths than this script: %s" % (program, ", ".join(known)))
    recorded = json.loads(RECORDED.read_text())
    before = recorded.get(build, {})
    now = {}
    print("%s\n%-58s %12s %12s" % (build, "instructions of", "recorded", "now"))
    for path, count, text in PATHS:
        now[path] = each(program, path, count)
        verdict = "   grown" if grown(path, now[path], before.get(path)) else ""
        print("%-58s %12s %12s%s" % (text, format(before.get(path, 0), ",") if path in before else "",
                                     format(now[path], ","), verdict), flush=True)
    if options.record:
        recorded[build] = now
        RECORDED.write_text(json.dumps(recorded, indent=1, sort_keys=True) + "\n")
        return 0
    if not build.endswith(" optimized") or set(before) != set(now):
        print("instructions.py: nothing to compare with: %s has no counts of this compiler, as a release build" % RECORDED.name)
        return SKIPPED
    return 1 if any(grown(path, now[path], before[path]) for path in now) else 0


if __name__ == "__main__":
    sys.exit(main())
