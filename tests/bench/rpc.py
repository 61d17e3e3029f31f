#!/usr/bin/env python3
"""Measures XML-RPC of our daemon beside the packaged Supervisor's, in one run, and prints one table.

usage: rpc.py [--only FIGURE,...] [--quick] [--requests N] [--connections N] [--runs N] [--ours-only]

Each figure is taken on both in turn; the table has medians. `rpc_load.cpp` asks, over the Unix socket. Memory is looked at
after a tenth of the requests and after all of them: what a daemon keeps for reuse is there by then.
Measure a release build: SUPERVISORD=build/release/bin/supervisord SUPERVISORCTL=build/release/bin/supervisorctl.
"""
import argparse
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import figures  # noqa: E402
from measured import SLEEPERS, BareServer, Daemon  # noqa: E402
from harness import descendants, rpc  # noqa: E402

#: (figure, what it is, limit as text, test of a value of ours)
FIGURES = (
    ("rate", "getAllProcessInfo, 200 programs (a second)", "", None),
    ("rate_ratio", "... against Supervisor", ">= 40", lambda v: v >= 40),
    ("p50_ms", "... 8 connections, median (ms)", "", None),
    ("p99_ms", "... 8 connections, 99th percentile (ms)", "< 10", lambda v: v < 10),
    ("fresh_rate", "getState, a connection for each (a second)", "", None),
    ("ms200", "getAllProcessInfo, 200 programs (ms of CPU time)", "", None),
    ("ms1000", "... 1,000 programs (ms of CPU time)", "", None),
    ("ms5000", "... 5,000 programs (ms of CPU time)", "", None),
    ("linear", "... a program at 5,000 against one at 200", "<= 2", lambda v: v <= 2),
    ("status200_ms", "supervisorctl status, 200 programs (ms)", "< 8", lambda v: v < 8),
    ("status1000_ms", "... 1,000 programs (ms)", "< 20", lambda v: v < 20),
    ("grown_requests_kib", "memory grown over all requests (KiB)", "<= 64", lambda v: v <= 64),
    ("grown_connections_kib", "... over all connections dropped (KiB)", "<= 64", lambda v: v <= 64),
    ("grown_fds", "... descriptors (number)", "0", lambda v: v <= 0),
)

IDLE = """\
[program:p]
command=/bin/sleep 100000
process_name=%%(program_name)s_%%(process_num)05d
numprocs=%d
autostart=false
stdout_logfile=NONE
stderr_logfile=NONE
"""

CALL = "<?xml version='1.0'?>\n<methodCall>\n<methodName>supervisor.%s</methodName>\n<params>\n</params>\n</methodCall>\n"


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="rb."))
        self.load_program = figures.build("rpc_load", self.work)
        self.server = figures.build("bare_http", self.work)

    def load(self, daemon, method, mode, count, connections=1):
        """(a second, median, 99th percentile, longest) of `count` calls."""
        body = self.work / method
        body.write_text(CALL % method)
        done = subprocess.run([str(self.load_program), str(daemon.dir / "s.sock"), str(body), mode, str(count),
                               str(connections)], capture_output=True, text=True)
        if done.returncode:
            sys.exit("rpc.py: %s: %s" % (daemon.process.args[0], done.stderr))
        return tuple(map(float, done.stdout.split()))

    def scaled(self, implementation, ours, theirs):
        """As many calls as take a second or so."""
        count = ours if implementation.ours else theirs
        return max(count // 4, 10) if self.options.quick else count

    def rate(self, implementation):
        with Daemon(implementation, SLEEPERS % 200) as daemon:
            daemon.logged(b"entered RUNNING state", 200)
            daemon.ready()
            self.load(daemon, "getAllProcessInfo", "keep", 10)
            calls = self.scaled(implementation, 8000, 60)
            rate = self.load(daemon, "getAllProcessInfo", "keep", calls)[0]
            loaded = self.load(daemon, "getAllProcessInfo", "keep", calls, 8)
            few = self.load(daemon, "getState", "keep", self.scaled(implementation, 80000, 1600), 8)
            fresh = self.load(daemon, "getState", "fresh", self.scaled(implementation, 20000, 400), 8)
            answers = {method: rpc.post(daemon.dir / "s.sock", CALL % method)[1]
                       for method in ("getState", "getAllProcessInfo")}
        return {"rate": rate, "p50_ms": loaded[1], "p99_ms": loaded[2], "state_rate": few[0], "fresh_rate": fresh[0],
                **self.bare(answers)}

    def bare(self, answers):
        """What a server takes that knows the answers already."""
        with BareServer(self.server, answers["getAllProcessInfo"]) as server:
            server.ready()
            rate = self.load(server, "getAllProcessInfo", "keep", 8000)[0]
            loaded = self.load(server, "getAllProcessInfo", "keep", 8000, 8)
        with BareServer(self.server, answers["getState"]) as server:
            server.ready()
            few = self.load(server, "getState", "keep", 80000, 8)
        return {"rate_bare": rate, "p99_bare_ms": loaded[2], "state_bare_rate": few[0]}

    def growth(self, implementation):
        taken = {}
        for count in (200, 1000, 5000):
            with Daemon(implementation, IDLE % count) as daemon:
                daemon.ready()
                calls = self.scaled(implementation, 5_000_000 // count, 20_000 // count)
                self.load(daemon, "getAllProcessInfo", "keep", 5)
                cpu = daemon.cpu_seconds()
                self.load(daemon, "getAllProcessInfo", "keep", calls)
                taken["ms%d" % count] = 1000 * (daemon.cpu_seconds() - cpu) / calls
        taken["linear"] = (taken["ms5000"] / 5000) / (taken["ms200"] / 200)
        return taken

    def status(self, implementation):
        taken = {}
        for count in (200, 1000):
            with Daemon(implementation, SLEEPERS % count) as daemon:
                daemon.logged(b"entered RUNNING state", count)
                daemon.ready()
                argv = [implementation.supervisorctl, "-c", str(daemon.conf), "status"]
                times = []
                for _ in range(self.scaled(implementation, 40, 5)):
                    began = time.perf_counter()
                    shown = subprocess.run(argv, capture_output=True)
                    times.append(1000 * (time.perf_counter() - began))
                    if shown.stdout.count(b" RUNNING ") != count:
                        sys.exit("rpc.py: status shows %d programs" % shown.stdout.count(b" RUNNING "))
                taken["status%d_ms" % count] = statistics.median(times)
        return taken

    def memory(self, implementation):
        options = self.options
        # Supervisor would take hours; a hundredth says enough about it.
        share = 1 if implementation.ours else 100
        requests, connections = options.requests // share, options.connections // share
        with Daemon(implementation, IDLE % 20) as daemon:
            daemon.ready()
            for method, part in (("getState", 0.09), ("getAllProcessInfo", 0.01)):
                self.load(daemon, method, "keep", max(int(requests * part), 10), 8)
            before = daemon.resident_kib()
            for method, part in (("getState", 0.81), ("getAllProcessInfo", 0.09)):
                self.load(daemon, method, "keep", max(int(requests * part), 10), 8)
            grown_requests = daemon.resident_kib() - before
            self.load(daemon, "getState", "drop", max(connections // 10, 10))
            daemon.ready()
            before, open_before = daemon.resident_kib(), daemon.descriptors()
            self.load(daemon, "getState", "drop", connections)
            daemon.ready()
            daemon.wait(lambda: daemon.descriptors() <= open_before or time.perf_counter() > daemon.started + 60)
            return {"grown_requests_kib": grown_requests, "grown_connections_kib": daemon.resident_kib() - before,
                    "grown_fds": daemon.descriptors() - open_before}

    def close(self):
        descendants.kill_all(5)
        shutil.rmtree(self.work, ignore_errors=True)


#: figure groups: (method, times it is run)
GROUPS = {"rate": 3, "growth": 1, "status": 3, "memory": 1}


def ratios(results, names):
    """Figures of ours that need theirs."""
    if len(names) > 1 and "rate" in results[names[0]]:
        pairs = zip(results[names[0]]["rate"], results[names[1]]["rate"])
        results[names[0]]["rate_ratio"] = [ours / theirs for ours, theirs in pairs]
        results[names[1]]["rate_ratio"] = [1.0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    figures.add_options(parser, GROUPS)
    parser.add_argument("--quick", action="store_true", help="a quarter of the calls, a tenth of the memory's, one run")
    parser.add_argument("--requests", type=int, default=1_000_000, help="for memory")
    parser.add_argument("--connections", type=int, default=10_000, help="for memory, opened and dropped")
    options = parser.parse_args()
    if options.quick:
        options.requests //= 10
        options.runs = options.runs or 1

    compared = figures.compared(options.ours_only)
    results = figures.take(Bench(options), GROUPS, options, compared)
    names = [i.name for i in compared]
    ratios(results, names)
    print("%s, %s" % (compared[0].supervisord, figures.machine()))
    return 1 if figures.show(results, names, FIGURES) else 0


if __name__ == "__main__":
    sys.exit(main())
