#!/usr/bin/env python3
"""Puts a daemon under load, ours and the packaged Supervisor in turn, and prints one table: what is refused, what is lost,
what grows, and how soon the daemon answers meanwhile.

usage: load.py [--only GROUP,...] [--long] [--runs N] [--ours-only] [--programs N] [--connections N] [--followers N]
               [--seconds N] [--restarts N] [--requests N]

--long: 10 minutes of lines, 100,000 restarts, a million requests. Supervisor gets a twentieth of restarts and requests.
Measure a release build: SUPERVISORD=build/release/bin/supervisord SUPERVISORCTL=build/release/bin/supervisorctl.
"""
import argparse
import contextlib
import pathlib
import resource
import selectors
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import figures  # noqa: E402
import rpc  # noqa: E402
from harness import descendants  # noqa: E402
from measured import Daemon  # noqa: E402

#: (figure, what it is, goal as text, test of a value of ours)
FIGURES = (
    ("idle_asked", "idle connections: asked for", "", None),
    ("idle_kept", "... kept open, beside the one that asks meanwhile", ">= 9999", lambda v: v >= 9999),
    ("idle_p99_ms", "... getState meanwhile, 99th percentile (ms)", "< 100", lambda v: v < 100),
    ("idle_kib", "... memory of each (KiB)", "< 16", lambda v: v < 16),
    ("idle_grown_kib", "... memory grown by as many again (KiB)", "<= 256", lambda v: v <= 256),
    ("idle_grown_fds", "... descriptors grown", "<= 1", lambda v: v <= 1),
    ("followers_asked", "followers of a log: asked for", "", None),
    ("followers_kept", "... accepted", "all", lambda v: v >= 1000),
    ("followers_told", "... told that there are too many", "", None),
    ("followers_short", "... accepted that lacked bytes", "0", lambda v: v == 0),
    ("followers_us", "... CPU time a follower and line (us)", "", None),
    ("followers_p99_ms", "... getState meanwhile, 99th percentile (ms)", "< 100", lambda v: v < 100),
    ("lines_total", "lines of many programs: written", "", None),
    ("lines_wrong", "... programs whose log is not what they wrote", "0", lambda v: v == 0),
    ("lines_us", "... CPU time a line (us)", "< 20", lambda v: v < 20),
    ("lines_p99_ms", "... getState meanwhile, 99th percentile (ms)", "< 1000", lambda v: v < 1000),
    ("lines_grown_kib", "... memory grown while they write (KiB)", "< 1024", lambda v: v < 1024),
    ("restarts_total", "restarts", "", None),
    ("restarts_us", "... CPU time of each (us)", "< 1500", lambda v: v < 1500),
    ("restarts_p99_ms", "... getState meanwhile, 99th percentile (ms)", "< 100", lambda v: v < 100),
    ("restarts_grown_kib", "... memory grown (KiB)", "< 256", lambda v: v < 256),
    ("restarts_grown_fds", "... descriptors grown", "0", lambda v: v <= 0),
    ("requests_total", "requests on 8 connections", "", None),
    ("requests_rate", "... a second", "", None),
    ("requests_p99_ms", "... 99th percentile (ms)", "< 10", lambda v: v < 10),
    ("requests_grown_kib", "... memory grown (KiB)", "<= 64", lambda v: v <= 64),
    ("requests_grown_fds", "... descriptors grown", "0", lambda v: v <= 0),
)

#: `minfds` for many clients: ours has room for half as many.
DESCRIPTORS = 20_000

PROGRAM = """\
[program:p]
command=%s
process_name=%%(process_num)04d
numprocs=%d
startsecs=0
autorestart=%s
autostart=%s
stdout_logfile=@DIR@/%%(process_num)04d.log
stdout_logfile_maxbytes=0
redirect_stderr=true
"""


class Prober(threading.Thread):
    """Asks a daemon for its state now and then, each time on a new connection, and notes how long it takes."""

    def __init__(self, daemon):
        super().__init__(daemon=True)
        self.proxy = lambda: daemon.rpc
        self.times, self.failures, self.ending = [], 0, threading.Event()

    def run(self):
        while not self.ending.wait(0.02):
            began = time.perf_counter()
            try:
                self.proxy().getState()
                self.times.append(1000 * (time.perf_counter() - began))
            except OSError:
                self.failures += 1

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        self.join(60)
        self.failures += self.is_alive()  # a question that is never answered

    def p99(self):
        """No answer at all counts as for ever."""
        if self.failures or len(self.times) < 2:
            return float("inf")
        return statistics.quantiles(self.times, n=100)[98]


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="lb."))
        self.peer = figures.build("load_peer", self.work)
        self.rpc = rpc.Bench(argparse.Namespace(quick=False))
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if hard < DESCRIPTORS:
            sys.exit("load.py: %d descriptors are needed: ulimit -Hn" % DESCRIPTORS)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    def share(self, implementation, count):
        return count if implementation.ours else max(count // 20, 20)

    @staticmethod
    def connect(daemon):
        """A place in the queue is waited for; None where the daemon takes no more."""
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(5)
        try:
            connection.connect(str(daemon.dir / "s.sock"))
        except OSError:
            connection.close()
            return None
        return connection

    def idle(self, implementation):
        with Daemon(implementation, "", DESCRIPTORS) as daemon:
            daemon.ready()
            before, open_before = daemon.resident_kib(), daemon.descriptors()
            with Prober(daemon) as prober:
                kept, held = self.hold(daemon, open_before)
                self.hold(daemon, open_before)  # what the first have left is there to be used again
                first = daemon.resident_kib()
                self.hold(daemon, open_before)
            return {"idle_asked": self.options.connections, "idle_kept": kept, "idle_p99_ms": prober.p99(),
                    "idle_kib": (held - before) / max(kept, 1), "idle_grown_kib": daemon.resident_kib() - first,
                    "idle_grown_fds": daemon.descriptors() - open_before}

    def hold(self, daemon, open_before):
        """(connections that stay open beside each other, resident memory of the daemon then); all are closed again."""
        with contextlib.ExitStack() as closing:
            connections = []
            for _ in range(self.options.connections):
                connection = self.connect(daemon)
                if connection is None:
                    break
                connections.append(closing.enter_context(connection))
                connection.setblocking(False)
            time.sleep(1)
            # What is closed can be read: its end, or a refusal.
            with selectors.PollSelector() as selector:
                for connection in connections:
                    selector.register(connection, selectors.EVENT_READ)
                kept = len(connections) - len(selector.select(0))
            held = daemon.resident_kib()
        end = time.perf_counter() + 60
        daemon.wait(lambda: daemon.descriptors() <= open_before + 1 or time.perf_counter() > end, 600)
        return kept, held

    def followers(self, implementation):
        """Each is to see all lines of a program that begins to write when they are there."""
        rate, seconds = 100, 5
        command = "%s lines %d %d" % (self.peer, rate, seconds)
        with Daemon(implementation, PROGRAM % (command, 1, "false", "false"), DESCRIPTORS) as daemon, \
                contextlib.ExitStack() as closing:
            daemon.ready()
            (daemon.dir / "0000.log").touch()
            streams = {}
            selector = closing.enter_context(selectors.DefaultSelector())
            with Prober(daemon) as prober:
                for _ in range(self.options.followers):
                    connection = self.connect(daemon)
                    if connection is None:
                        break
                    closing.enter_context(connection)
                    connection.sendall(b"GET /logtail/p:0000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    streams[connection] = bytearray()
                    selector.register(connection, selectors.EVENT_READ)
                self.read(selector, streams, 2)
                cpu = daemon.cpu_seconds()
                daemon.rpc.startProcess("p:0000", False)
                self.read(selector, streams, seconds + 3)
                cpu = daemon.cpu_seconds() - cpu
            kept = [bytes(text) for text in streams.values() if text.startswith(b"HTTP/1.1 200")]
            told = sum(text.startswith(b"HTTP/1.1 503") for text in streams.values())
            lines = rate * seconds
            short = sum(text.count(b"as programs write them") != lines for text in kept)
            return {"followers_asked": self.options.followers, "followers_kept": len(kept), "followers_told": told,
                    "followers_short": short, "followers_us": 1e6 * cpu / lines / max(len(kept), 1),
                    "followers_p99_ms": prober.p99()}

    @staticmethod
    def read(selector, streams, seconds):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            for key, _ in selector.select(max(0, end - time.perf_counter())):
                try:
                    piece = key.fileobj.recv(1 << 16)
                except OSError:
                    piece = b""
                streams[key.fileobj] += piece
                if not piece:
                    selector.unregister(key.fileobj)

    def lines(self, implementation):
        count, rate, seconds = self.options.programs, 100, self.options.seconds
        expected = b"".join(b"%09d a line as programs write them\n" % i for i in range(rate * seconds))
        command = "%s lines %d %d" % (self.peer, rate, seconds)
        with Daemon(implementation, PROGRAM % (command, count, "false", "true")) as daemon:
            daemon.wait(lambda: (daemon.dir / "d.log").exists() and
                        (daemon.dir / "d.log").read_bytes().count(b"entered RUNNING state") == count, 600, 0.2)
            before, cpu = daemon.resident_kib(), daemon.cpu_seconds()
            already = sum(path.stat().st_size for path in daemon.dir.glob("*.log"))
            with Prober(daemon) as prober:
                daemon.wait(lambda: (daemon.dir / "d.log").read_bytes().count(b"exited: ") == count,
                            600 + 5 * seconds, 0.5)
            cpu, grown = daemon.cpu_seconds() - cpu, daemon.resident_kib() - before
            logs = list(daemon.dir.glob("[0-9]*.log"))
            wrong = count - sum(path.read_bytes() == expected for path in logs)
            seen = count * rate * seconds - already * rate * seconds / len(expected)
        return {"lines_total": count * rate * seconds, "lines_wrong": wrong, "lines_us": 1e6 * cpu / max(seen, 1),
                "lines_p99_ms": prober.p99(), "lines_grown_kib": grown}

    def restarts(self, implementation):
        """200 programs that end at once: each alone is slowed down to ten a second."""
        wanted = self.share(implementation, self.options.restarts)
        command = "%s once @DIR@/count" % self.peer
        with Daemon(implementation, PROGRAM % (command, 200, "true", "true")) as daemon:
            def ended():
                try:
                    return (daemon.dir / "count").stat().st_size
                except OSError:
                    return 0
            # So many of each that nothing more is remembered of it (live::limits::max_changes_kept).
            daemon.wait(lambda: ended() >= 200 * 25, 600, 0.01)
            daemon.rpc.stopAllProcesses()
            before, open_before = daemon.resident_kib(), daemon.descriptors()
            daemon.rpc.startAllProcesses(False)
            cpu, begun = daemon.cpu_seconds(), ended()
            with Prober(daemon) as prober:
                daemon.wait(lambda: ended() >= begun + wanted, 3600, 0.05)
            cpu, done = daemon.cpu_seconds() - cpu, ended() - begun
            daemon.rpc.stopAllProcesses()
            grown = daemon.resident_kib() - before
            return {"restarts_total": done, "restarts_us": 1e6 * cpu / done, "restarts_p99_ms": prober.p99(),
                    "restarts_grown_kib": grown,
                    "restarts_grown_fds": max(daemon.descriptors() - open_before, 0)}

    def requests(self, implementation):
        wanted = self.share(implementation, self.options.requests)
        with Daemon(implementation, rpc.IDLE % 20) as daemon:
            daemon.ready()
            self.rpc.load(daemon, "getState", "keep", wanted // 10, 8)
            before, open_before = daemon.resident_kib(), daemon.descriptors()
            rate, _, p99, _ = self.rpc.load(daemon, "getState", "keep", wanted, 8)
            daemon.ready()
            return {"requests_total": wanted, "requests_rate": rate, "requests_p99_ms": p99,
                    "requests_grown_kib": daemon.resident_kib() - before,
                    "requests_grown_fds": daemon.descriptors() - open_before}

    def close(self):
        self.rpc.close()
        descendants.kill_all(5)
        shutil.rmtree(self.work, ignore_errors=True)


GROUPS = {"idle": 1, "followers": 1, "lines": 1, "restarts": 1, "requests": 1}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    figures.add_options(parser, GROUPS)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--programs", type=int, default=1000, help="that write lines")
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--followers", type=int, default=1000)
    parser.add_argument("--seconds", type=int, help="of lines; 10, with --long 600")
    parser.add_argument("--restarts", type=int, help="5,000, with --long 100,000")
    parser.add_argument("--requests", type=int, help="100,000, with --long 1,000,000")
    options = parser.parse_args()
    for name, short, long in (("seconds", 10, 600), ("restarts", 5000, 100_000), ("requests", 100_000, 1_000_000)):
        if getattr(options, name) is None:
            setattr(options, name, long if options.long else short)
    compared = figures.compared(options.ours_only)
    results = figures.take(Bench(options), GROUPS, options, compared)
    print("%s, %s" % (compared[0].supervisord, figures.machine()))
    return 1 if figures.show(results, [i.name for i in compared], FIGURES) else 0


if __name__ == "__main__":
    sys.exit(main())
