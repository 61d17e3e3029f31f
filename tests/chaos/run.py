#!/usr/bin/env python3
"""Runs the real daemon under random, seeded faults, and says what must not have happened and has.

usage: run.py [--seed N] [--minutes M] [--only FAULT,...] [--keep] [--list]

    --seed N       what is done, when and to whom; the same seed and faults are the same plan (default: drawn)
    --minutes M    how long (default 1): bursts of 12 seconds, after each of which all must be well again
    --only F,...   faults or kinds of them: `log`, `daemon.kill`
    --keep         keep the folder also when nothing was found
    --list         print the faults there are

The programs are $SUPERVISORD and $SUPERVISORCTL, by default those of the dev build. Status 1 when there are findings: the folder is
kept, with the daemon's log, `timeline` (what was done when, in seconds from the start), the logs and the counts.
"""
import argparse
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.dont_write_bytecode = True

from harness import clock, descendants, needs, programs  # noqa: E402

from chaos import faults, follower, requests, schedule, world  # noqa: E402
from chaos.invariants import daemon, footprint, output, processes, states  # noqa: E402

BURST = 12


def in_own_mounts():
    """Mounts of faults are seen by nobody else, and gone when we are."""
    if not needs.missing(("mount",)) and "CHAOS_OWN_MOUNTS" not in os.environ:
        os.environ["CHAOS_OWN_MOUNTS"] = "1"
        os.execvp("unshare", ["unshare", "-m", "--propagation", "private", sys.executable, *sys.argv])


def perform(run, chosen, minutes):
    """The whole course; findings are in `run`."""
    run.lay_out()
    if not needs.missing(("mount",)):
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(run.dir / "full")], check=True)
    client, following = requests.Requests(run), follower.Follower(run)
    run.start()
    client.start()
    following.start()
    try:
        log, events = states.Log(run), states.Events(run)
        processes.wait_running(run)
        baseline = footprint.Footprint(run)
        course = schedule.Schedule(run, chosen, (log.look, events.look, lambda: processes.check_children(run),
                                                 lambda: processes.check_orphans(run), baseline.check, following.check,
                                                 lambda: daemon.check_sleeps(run)), BURST)
        end = time.monotonic() + minutes * 60
        number = 0
        while time.monotonic() < end:
            course.burst(number)
            course.calm()
            number += 1
    finally:
        client.stop()
        following.stop()
    run.terminate()
    daemon.check_last_words(run)
    log.look()
    processes.check_orphans(run)
    processes.end_escaped(run)
    written = output.Output(run)
    written.check()
    print("done: %s" % ", ".join("%s %d" % pair for pair in sorted(run.counts.items())))
    print("seen: %d bursts, %d records (%d bytes) read back, %d bytes lost and accounted for, %d events, %d requests answered, "
          "%d refused, the slowest answer %.1f s (%s), at most %d kB resident (%d kB at the beginning)" % (
              number, written.records, written.bytes, written.lost, events.seen, client.answered, client.refused, *client.slowest,
              baseline.largest, baseline.memory))


def clean_up(run):
    if run.daemon and run.daemon.poll() is None:
        run.daemon.kill()
    descendants.kill_all()
    if os.path.ismount(run.dir / "full"):
        subprocess.run(["umount", "-l", str(run.dir / "full")], check=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.list:
        print("\n".join(fault.name for fault in faults.ALL))
        return 0
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1_000_000)
        sys.argv += ["--seed", str(options.seed)]
    words = [word for word in options.only.split(",") if word]
    chosen = faults.selected(words)
    implementation = programs.ours()
    if implementation.missing():
        print("run.py: cannot run %s; build it first" % implementation.missing(), file=sys.stderr)
        return 2
    in_own_mounts()
    chosen = faults.possible(chosen)
    if not chosen:
        print("run.py: none of these faults can be done here", file=sys.stderr)
        return 77
    # A library in the daemon might hide what it does without: every second seed has it.
    own_clock = any(f.name.startswith("clock.") for f in chosen) and (options.seed % 2 == 0 or "clock" in options.only)
    if not own_clock:
        chosen = [f for f in chosen if not f.name.startswith("clock.")]
    descendants.adopt()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped by SIGTERM"))
    run = world.World(implementation, tempfile.mkdtemp(prefix="chaos."), options.seed)
    print("seed %d, %g minutes, %d faults%s, in %s" % (options.seed, options.minutes, len(chosen),
                                                      ", a clock of its own" if own_clock else "", run.dir), flush=True)
    try:
        if own_clock:
            run.clock = clock.Clock(run.dir)
        perform(run, chosen, options.minutes)
    except world.Stop:
        pass
    finally:
        clean_up(run)
    if run.findings:
        print("%d findings; see %s; again: tests/chaos/run.py --seed %d --minutes %g%s" % (
            len(run.findings), run.dir, options.seed, options.minutes, " --only " + options.only if words else ""))
        return 1
    print("no findings")
    if not options.keep:
        shutil.rmtree(run.dir, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
