#!/usr/bin/env python3
"""Measures what a process in front of the daemon would cost: the same requests straight, and through the least that such a
process could be (relay.cpp: it passes bytes on and looks at none).

usage: front.py [--runs N]

Medians. Measure a release build: SUPERVISORD=build/release/bin/supervisord.
"""
import argparse
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import figures  # noqa: E402
from measured import SLEEPERS, Daemon, cpu_seconds, resident_kib  # noqa: E402
from rpc import CALL  # noqa: E402

#: (what it is, method, mode of rpc_load, requests, connections)
LOADS = (
    ("getState, 1 connection", "getState", "keep", 40_000, 1),
    ("getState, 8 connections", "getState", "keep", 80_000, 8),
    ("getState, a connection for each", "getState", "fresh", 20_000, 8),
    ("getAllProcessInfo, 200 programs, 8 connections", "getAllProcessInfo", "keep", 8_000, 8),
)


class Relay:
    def __init__(self, program, daemon):
        self.socket = daemon.dir / "front.sock"
        self.process = subprocess.Popen([program, self.socket, daemon.dir / "s.sock"])
        daemon.wait(self.socket.exists)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


class Front:
    def __init__(self, work):
        self.load_program = figures.build("rpc_load", work)
        self.relay_program = figures.build("relay", work)
        self.body = work / "body"

    def load(self, socket, method, mode, count, connections):
        """(a second, median ms)"""
        self.body.write_text(CALL % method)
        done = subprocess.run([self.load_program, socket, self.body, mode, str(count), str(connections)],
                              capture_output=True, text=True, check=True)
        return tuple(map(float, done.stdout.split()[:2]))

    def measure(self, runs):
        with Daemon(figures.compared(True)[0], SLEEPERS % 200) as daemon:
            daemon.logged(b"entered RUNNING state", 200)
            daemon.ready()
            with Relay(self.relay_program, daemon) as relay:
                print("%-50s %22s %22s %8s" % ("", "straight (a s, ms)", "relayed (a s, ms)", "ratio"))
                for text, method, mode, count, connections in LOADS:
                    taken = {"s.sock": [], "front.sock": []}
                    for _ in range(runs):
                        for name, values in taken.items():
                            values.append(self.load(daemon.dir / name, method, mode, count, connections))
                    straight, relayed = ([statistics.median(column) for column in zip(*values)]
                                         for values in taken.values())
                    print("%-50s %12.0f %9.4f %12.0f %9.4f %8.2f" % (text, *straight, *relayed, relayed[0] / straight[0]))
                print("memory of the process in front (KiB): %d; its share of the processor time: %.0f %%" % (
                    resident_kib(relay.process.pid),
                    100 * cpu_seconds(relay.process.pid) / (cpu_seconds(relay.process.pid) + daemon.cpu_seconds())))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="rf."))
    try:
        Front(work).measure(options.runs)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
