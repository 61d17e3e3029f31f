#!/usr/bin/env python3
"""Measures what programs cost against their number, ours and the packaged Supervisor in turn: a straight line is what is
wanted. Prints one table; its last column, bend, says what a program costs from 500 on against one up to 500; 1 is a
straight line.

usage: scale.py [--kinds KIND,...] [--counts N,...] [--ours-only] [--theirs-up-to N] [--save FILE]

Kinds: idle (stopped), quiet (running, logs to nothing), logged (running, one log file).
--save writes the figures for draw.py: tests/bench/scale.py --save doc/figures/scale.json && tests/bench/draw.py
Measure a release build: SUPERVISORD=build/release/bin/supervisord SUPERVISORCTL=build/release/bin/supervisorctl.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import figures  # noqa: E402
from harness import descendants  # noqa: E402
from measured import Daemon  # noqa: E402

PROGRAM = """\
[program:p]
command=/bin/sleep 100000
process_name=%%(process_num)05d
numprocs=%d
startsecs=0
"""
QUIET = "stdout_logfile=NONE\nstderr_logfile=NONE\n"
KINDS = {
    "idle": PROGRAM + "autostart=false\n" + QUIET,
    "quiet": PROGRAM + QUIET,
    "logged": PROGRAM + "stdout_logfile=@DIR@/%%(process_num)05d.out\nredirect_stderr=true\n",
}

FIGURES = (
    ("ready_ms", "idle", "ready, programs stopped (ms)"),
    ("idle_kib", "idle", "memory, programs stopped (KiB)"),
    ("up_s", "quiet", "programs up (s)"),
    ("quiet_kib", "quiet", "memory, programs running (KiB)"),
    ("status_ms", "quiet", "supervisorctl status (ms)"),
    ("down_s", "quiet", "orderly stop (s)"),
    ("logged_kib", "logged", "memory, with a log file each (KiB)"),
    ("logged_fds", "logged", "descriptors, with a log file each"),
    ("logged_up_s", "logged", "programs up, with a log file each (s)"),
)


def measure(implementation, kind, count):
    """{key of a figure: value}"""
    with Daemon(implementation, KINDS[kind] % count) as daemon:
        if kind == "idle":
            return {"ready_ms": 1000 * daemon.ready(), "idle_kib": daemon.resident_kib()}
        up = daemon.logged(b"entered RUNNING state", count)
        daemon.ready()
        if kind == "logged":
            return {"logged_kib": daemon.resident_kib(), "logged_fds": daemon.descriptors(), "logged_up_s": up}
        began = time.perf_counter()
        shown = subprocess.run([implementation.supervisorctl, "-c", str(daemon.conf), "status"], capture_output=True)
        taken = {"up_s": up, "quiet_kib": daemon.resident_kib(), "status_ms": 1000 * (time.perf_counter() - began)}
        if shown.stdout.count(b" RUNNING ") != count:
            sys.exit("scale.py: status shows %d programs" % shown.stdout.count(b" RUNNING "))
        began = time.perf_counter()
        daemon.stop(600)
        return {**taken, "down_s": time.perf_counter() - began}


def each_at(points, count):
    """What a program costs there, beyond what the daemon takes without any: the slope from the first point."""
    (first, base), value = points[0], dict(points)[count]
    return (value - base) / (count - first)


def bend(points):
    """A program's cost over the upper part of the curve against that over the lower; 1 is a straight line."""
    middle = next((count for count, _ in points if count >= 500), None)
    if middle is None or len(points) < 3 or points[-1][0] == middle:
        return None
    upper = (points[-1][1] - dict(points)[middle]) / (points[-1][0] - middle)
    lower = each_at(points, middle)
    return upper / lower if lower > 0 else None


def show(panels, names, counts):
    print("%-44s%-12s" % ("figure", "") + "".join("%11s" % format(count, ",") for count in counts) + "%10s" % "bend")
    for panel in panels:
        for side, name in names:
            points = panel.get(side)
            if points:
                values = dict(points)
                bent = bend(points)
                print("%-44s%-12s" % (panel["text"], name) + "".join(
                    "%11.1f" % values[count] if count in values else "%11s" % "" for count in counts)
                    + ("%10.2f" % bent if bent is not None else ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--counts", default="100,500,1000,2000,5000")
    parser.add_argument("--ours-only", action="store_true")
    parser.add_argument("--theirs-up-to", type=int, default=1000, help="it needs minutes for thousands of programs")
    parser.add_argument("--save", type=pathlib.Path, metavar="FILE", help="the figures as JSON")
    options = parser.parse_args()
    counts = [int(count) for count in options.counts.split(",")]
    names = [("ours", "Supervise"), ("theirs", "Supervisor")]
    compared = figures.compared(options.ours_only)
    descendants.adopt()
    points = {}
    for kind in options.kinds.split(","):
        for count in counts:
            for (side, _), implementation in zip(names, compared):
                if not implementation.ours and count > options.theirs_up_to:
                    continue
                for key, value in measure(implementation, kind, count).items():
                    points.setdefault(key, {}).setdefault(side, []).append((count, value))
    panels = [{"text": text, **points[key]} for key, _, text in FIGURES if key in points]
    print("%s, %s" % (compared[0].supervisord, figures.machine()))
    show(panels, names, counts)
    if options.save:
        options.save.parent.mkdir(parents=True, exist_ok=True)
        options.save.write_text(json.dumps({"machine": figures.machine(), "panels": panels}, indent=1) + "\n")


if __name__ == "__main__":
    main()
