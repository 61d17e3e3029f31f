#!/usr/bin/env python3
"""Measures how many events a second reach a pool of listeners, and prints one table.

usage: events.py [--listeners N,N,...] [--seconds N] [--python]

--python: the packaged Supervisor as well. Measure a release build: SUPERVISORD=build/release/bin/supervisord.
"""
import argparse
import os
import pathlib
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import figures  # noqa: E402
from measured import cpu_seconds  # noqa: E402
from harness import case, descendants, programs  # noqa: E402

CONFIG = """@BASE@
[eventlistener:listeners]
command=@DIR@/event_peer listen @DIR@/fifo %(batch)d
process_name=%%(program_name)s_%%(process_num)d
numprocs=%(listeners)d
events=PROCESS_COMMUNICATION
buffer_size=10000
startsecs=0
stdout_logfile=NONE
stderr_logfile=NONE
[program:generator]
command=@DIR@/event_peer generate @DIR@/fifo %(batch)d %(under_way)d @DIR@/count
autostart=false
startsecs=0
stdout_capture_maxbytes=1000
stdout_logfile=NONE
stderr_logfile=NONE
"""

#: Supervisor looks for the tokens of one read by recursion, which ends at a thousand.
FLOW = {"ours": {"batch": 100, "under_way": 90}, "python": {"batch": 10, "under_way": 25}}


def measure(implementation, listeners, seconds):
    """(events a second, CPU microseconds of the daemon for each)"""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sv-events."))
    t = case.Case(implementation, folder)
    figures.build("event_peer", folder)
    os.mkfifo(folder / "fifo")
    t.config(CONFIG % {"listeners": listeners, **FLOW[implementation.name]})
    t.start()
    t.wait(lambda: sum(state == "RUNNING" for state in t.states().values()) == listeners, "listeners")
    t.rpc.startProcess("generator")
    time.sleep(1)
    began, used, count = time.monotonic(), cpu_seconds(t.daemon.pid), int(t.read("count").split()[0])
    time.sleep(seconds)
    count = int(t.read("count").split()[0]) - count
    took, used = time.monotonic() - began, cpu_seconds(t.daemon.pid) - used
    t.stop()
    return count / took, used / max(count, 1) * 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--listeners", default="1,2,4,8,16")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--python", action="store_true")
    options = parser.parse_args()
    descendants.adopt()
    print("%-12s %10s %16s %22s" % ("daemon", "listeners", "events a second", "us of CPU for each"))
    for implementation in [programs.ours()] + ([programs.python()] if options.python else []):
        for listeners in map(int, options.listeners.split(",")):
            rate, cost = measure(implementation, listeners, options.seconds)
            print("%-12s %10d %16d %22.2f" % (implementation.name, listeners, rate, cost), flush=True)
    descendants.kill_all()


if __name__ == "__main__":
    main()
