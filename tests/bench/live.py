#!/usr/bin/env python3
"""Measures what followers of /api/live cost our daemon, and prints one table.

usage: live.py [--programs N] [--seconds N] [--followers N,N,...]

Measure a release build: SUPERVISORD=build/release/bin/supervisord.
"""
import argparse
import pathlib
import selectors
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

from measured import SLEEPERS, Daemon  # noqa: E402
from harness import live, programs  # noqa: E402


class Readers:
    """Takes what comes and throws it away; counts usage events."""

    def __init__(self, target, count):
        self.selector = selectors.DefaultSelector()
        for _ in range(count):
            follower = live.Follower(target)
            self.selector.register(follower.socket, selectors.EVENT_READ, follower)
        self.events = 0
        self.bytes = 0

    def read_for(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for key, _ in self.selector.select(max(0, end - time.monotonic())):
                piece = key.fileobj.recv(1 << 20)
                self.bytes += len(piece)
                self.events += piece.count(b"event: usage")

    def close(self):
        for key in list(self.selector.get_map().values()):
            key.fileobj.close()


def measure(daemon, seconds, count):
    """(ms of CPU a second, usage events and KiB a second of one follower)"""
    readers = Readers(daemon.dir / "s.sock", count)
    readers.read_for(5)  # the snapshots
    readers.events = readers.bytes = 0
    before = daemon.cpu_seconds()
    readers.read_for(seconds)
    used = daemon.cpu_seconds() - before
    readers.close()
    share = max(count, 1) * seconds
    return used * 1000 / seconds, readers.events / share, readers.bytes / 1024 / share


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--followers", default="0,1,100")
    options = parser.parse_args()
    with Daemon(programs.ours(), SLEEPERS % options.programs) as daemon:
        daemon.logged(b"entered RUNNING state", options.programs)
        print("%d programs, resident %d KiB" % (options.programs, daemon.resident_kib()))
        print("followers   CPU ms/s   usage events/s each   KiB/s each   resident KiB")
        for count in map(int, options.followers.split(",")):
            cpu, events, kib = measure(daemon, options.seconds, count)
            print("%9d %10.2f %21.2f %12.2f %14d" % (count, cpu, events, kib, daemon.resident_kib()))
        time.sleep(1)
        before = daemon.switches()
        time.sleep(5)
        print("afterwards: %d wake-ups in 5 s" % (daemon.switches() - before))


if __name__ == "__main__":
    main()
