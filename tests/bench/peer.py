#!/usr/bin/env python3
"""Measures our daemon beside the packaged Supervisor, in one run, and prints one table.

usage: peer.py [--only FIGURE,...] [--runs N] [--programs N] [--log-mib N] [--ours-only]

Every measurement is taken on both in turn (ours, theirs, ours, ...), so that ratios hold while the machine's speed
drifts; the table has medians. What serves as yardstick, a bare fork+exec loop or `cat | cat > file`, runs in between.
Measure a release build: SUPERVISORD=build/release/bin/supervisord SUPERVISORCTL=build/release/bin/supervisorctl.
"""
import argparse
import datetime
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.dont_write_bytecode = True

from harness import descendants, programs, rpc  # noqa: E402

#: (figure, what it is, limit as text, test of a value of ours)
FIGURES = (
    ("ready_ms", "ready, no programs (ms)", "< 10", lambda v: v < 10),
    ("rss_kib", "resident memory, no programs (KiB)", "< 6144", lambda v: v < 6144),
    ("rss_per_program_kib", "... per further program (KiB)", "< 6", lambda v: v < 6),
    ("up200_ms", "200 programs up, from exec of the daemon (ms)", "", None),
    ("up200_ratio", "... against the bare loop", "<= 1.2", lambda v: v <= 1.2),
    ("restart_ms", "death to successor's first instruction (ms)", "< 3", lambda v: v < 3),
    ("wakeups", "wake-ups a second, 1,000 idle programs", "0", lambda v: v == 0),
    ("log_share", "log capture, against cat | cat > file", ">= 1.0", lambda v: v >= 1.0),
    ("log_rotated_share", "... rotated at 50 MB", ">= 0.9", lambda v: v >= 0.9),
    ("log_mib_s", "log capture (MiB/s)", "", None),
    ("chatty_percent", "20 chatty programs (% of a core)", "< 2", lambda v: v < 2),
    ("start1000_s", "1,000 programs: start, beyond the bare loop (s)", "< 1", lambda v: v < 1),
    ("status1000_s", "1,000 programs: supervisorctl status (s)", "< 1", lambda v: v < 1),
    ("stop1000_s", "1,000 programs: orderly stop, beyond the loop (s)", "< 1", lambda v: v < 1),
)

BASE = """\
[unix_http_server]
file=@DIR@/s.sock
[supervisord]
nodaemon=true
logfile=@DIR@/d.log
pidfile=@DIR@/d.pid
childlogdir=@DIR@
minfds=16384
minprocs=4000
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://@DIR@/s.sock
"""

SLEEPERS = """\
[program:p]
command=/bin/sleep 100000
process_name=%%(process_num)04d
numprocs=%d
startsecs=0
stdout_logfile=NONE
stderr_logfile=NONE
"""


class Daemon:
    """A running supervisord in a folder of its own."""

    def __init__(self, implementation, sections):
        self.implementation = implementation
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="pb."))
        self.conf = self.dir / "d.conf"
        self.conf.write_text((BASE + sections).replace("@DIR@", str(self.dir)))
        self.started = time.perf_counter()
        self.started_wall = time.time()
        self.process = subprocess.Popen([implementation.supervisord, "-c", str(self.conf)], cwd=self.dir,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.dir, ignore_errors=True)

    @property
    def rpc(self):
        return rpc.connect(self.dir / "s.sock").supervisor

    def wait(self, condition, limit=120, pause=0.001):
        end = time.perf_counter() + limit
        while not condition():
            if self.process.poll() is not None or time.perf_counter() > end:
                sys.exit("peer.py: %s: %s" % (self.implementation.supervisord, (self.dir / "d.log").read_text()[-2000:]))
            time.sleep(pause)
        return time.perf_counter() - self.started

    def ready(self):
        def answers():
            try:
                return self.rpc.getState()["statecode"] == 1
            except OSError:
                return False
        return self.wait(answers)

    def logged(self, text, count):
        """Waits for `count` such lines in the daemon's log and returns the seconds from the start to the time of the
        last one. Looks seldom: what is measured needs both cores."""
        log = self.dir / "d.log"
        self.wait(lambda: log.exists() and log.read_bytes().count(text) >= count, pause=0.05)
        line = [line for line in log.read_text().splitlines() if text.decode() in line][count - 1]
        return datetime.datetime.strptime(line[:23], "%Y-%m-%d %H:%M:%S,%f").timestamp() - self.started_wall

    def resident_kib(self):
        with open("/proc/%d/smaps_rollup" % self.process.pid) as f:
            return int(re.search(r"^Rss:\s+(\d+)", f.read(), re.M).group(1))

    def cpu_seconds(self):
        with open("/proc/%d/stat" % self.process.pid) as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def switches(self):
        total = 0
        for task in os.listdir("/proc/%d/task" % self.process.pid):
            with open("/proc/%d/task/%s/status" % (self.process.pid, task)) as f:
                total += sum(int(line.split()[1]) for line in f if line.startswith("voluntary_ctxt"))
        return total

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(120)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="pb."))
        self.loop = self.work / "peer_loop"
        subprocess.run(["c++", "-O2", "-std=c++20", "-o", str(self.loop), str(HERE / "peer_loop.cpp")], check=True)

    def bare_loop(self, count):
        """(ms until up, ms until down) of the bare loop with `count` programs."""
        done = subprocess.run([str(self.loop), str(count), "/bin/sleep", "100000"], capture_output=True, text=True,
                              check=True)
        return tuple(float(line) for line in done.stdout.split())

    def ready(self, implementation):
        with Daemon(implementation, "") as daemon:
            return {"ready_ms": 1000 * daemon.ready(), "rss_kib": daemon.resident_kib()}

    def up200(self, implementation):
        loop = self.bare_loop(200)[0]
        with Daemon(implementation, SLEEPERS % 200) as daemon:
            up = 1000 * daemon.logged(b"entered RUNNING state", 200)
        return {"up200_ms": up, "up200_ratio": up / loop}

    def restart(self, implementation):
        sections = ("[program:r]\ncommand=/bin/sh -c 'echo $$ > @DIR@/fifo; exec sleep 100000'\nstartsecs=0\n"
                    "autostart=false\nautorestart=true\nstdout_logfile=NONE\nstderr_logfile=NONE\n")
        times = []
        with Daemon(implementation, sections) as daemon:
            daemon.ready()
            os.mkfifo(daemon.dir / "fifo")
            fifo = os.open(daemon.dir / "fifo", os.O_RDWR)
            daemon.rpc.startProcess("r", False)
            pid = int(os.read(fifo, 64).split()[-1])
            for _ in range(9):
                time.sleep(0.3)  # let the program settle: RUNNING, asleep
                began = time.perf_counter()
                os.kill(pid, signal.SIGKILL)
                pid = int(os.read(fifo, 64).split()[-1])
                times.append(1000 * (time.perf_counter() - began))
            os.close(fifo)
        return {"restart_ms": statistics.median(times)}

    def log(self, implementation):
        source = self.work / "lines"
        if not source.exists():
            block = (b"x" * 99 + b"\n") * 10486
            with open(source, "wb") as f:
                for _ in range(self.options.log_mib):
                    f.write(block)
        size = source.stat().st_size / 2**20
        figures = {}
        for key, maxbytes in (("log_share", "0"), ("log_rotated_share", "50MB")):
            raw = self.work / "raw"
            began = time.perf_counter()
            subprocess.run("cat %s | cat > %s" % (source, raw), shell=True, check=True)
            yardstick = size / (time.perf_counter() - began)
            raw.unlink()
            sections = ("[program:w]\ncommand=/bin/cat %s\nautostart=false\nautorestart=false\nstartsecs=0\n"
                        "stdout_logfile=@DIR@/w.log\nstdout_logfile_maxbytes=%s\nstdout_logfile_backups=2\n"
                        "stderr_logfile=NONE\n" % (source, maxbytes))
            with Daemon(implementation, sections) as daemon:
                daemon.ready()
                supervisor = daemon.rpc
                began = time.perf_counter()
                supervisor.startProcess("w", False)
                speed = size / (daemon.started + daemon.logged(b"exited: w", 1) - began)
                if maxbytes == "0" and (daemon.dir / "w.log").stat().st_size != source.stat().st_size:
                    sys.exit("peer.py: %s lost output" % implementation.supervisord)
            figures[key] = speed / yardstick
            figures.setdefault("log_mib_s", speed)
        return figures

    def chatty(self, implementation):
        sections = "".join(
            "[program:c%02d]\ncommand=/bin/sh -c 'while :; do echo a line of ordinary log output of some eighty "
            "characters or so, as services print them; sleep 0.02; done'\nstartsecs=0\nstdout_logfile=@DIR@/c%02d.log\n"
            "stderr_logfile=NONE\nstopasgroup=true\n" % (i, i) for i in range(20))
        with Daemon(implementation, sections) as daemon:
            daemon.logged(b"entered RUNNING state", 20)
            time.sleep(1)
            cpu, began = daemon.cpu_seconds(), time.perf_counter()
            time.sleep(8)
            return {"chatty_percent": 100 * (daemon.cpu_seconds() - cpu) / (time.perf_counter() - began)}

    def fleet(self, implementation):
        count = self.options.programs
        loop_up, loop_down = self.bare_loop(count)
        with Daemon(implementation, "") as daemon:
            daemon.ready()
            empty = daemon.resident_kib()
        with Daemon(implementation, SLEEPERS % count) as daemon:
            up = daemon.logged(b"entered RUNNING state", count)
            daemon.ready()
            began = time.perf_counter()
            shown = subprocess.run([implementation.supervisorctl, "-c", str(daemon.conf), "status"], capture_output=True)
            status = time.perf_counter() - began
            if shown.stdout.count(b" RUNNING ") != count:
                sys.exit("peer.py: status shows %d programs" % shown.stdout.count(b" RUNNING "))
            time.sleep(2)
            switches, began = daemon.switches(), time.perf_counter()
            time.sleep(6)
            wakeups = (daemon.switches() - switches) / (time.perf_counter() - began)
            resident = daemon.resident_kib()
            began = time.perf_counter()
            daemon.stop()
            down = time.perf_counter() - began
        return {"start1000_s": up - loop_up / 1000, "status1000_s": status, "wakeups": wakeups,
                "rss_per_program_kib": (resident - empty) / count, "stop1000_s": down - loop_down / 1000}

    def close(self):
        descendants.kill_all(5)
        shutil.rmtree(self.work, ignore_errors=True)


#: figure groups: (method, times it is run)
GROUPS = {"ready": 9, "up200": 5, "restart": 3, "log": 3, "chatty": 1, "fleet": 1}


def show(results, names, figures=FIGURES):
    print("%-52s%10s" % ("figure (median)", "limit") + "".join("%12s" % n for n in names))
    missed = 0
    for key, text, limit, holds in figures:
        if key not in results[names[0]]:
            continue
        values = [statistics.median(results[n][key]) for n in names if key in results[n]]
        verdict = "" if holds is None or holds(values[0]) else "   missed"
        missed += bool(verdict)
        print("%-52s%10s" % (text, limit) + "".join("%12.2f" % v for v in values) + verdict)
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(GROUPS), help="some of: " + ", ".join(GROUPS))
    parser.add_argument("--runs", type=int, help="runs of each, instead of the usual number")
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--log-mib", type=int, default=512)
    parser.add_argument("--ours-only", action="store_true")
    options = parser.parse_args()

    compared = [programs.ours()] + ([] if options.ours_only else [programs.python()])
    compared = [i for i in compared if i.ours or not i.missing()]
    if compared[0].missing():
        sys.exit("peer.py: cannot run %s" % compared[0].missing())
    descendants.adopt()
    bench = Bench(options)
    results = {i.name: {} for i in compared}
    try:
        for group in options.only.split(","):
            for _ in range(options.runs or GROUPS[group]):
                for implementation in compared:
                    for key, value in getattr(bench, group)(implementation).items():
                        results[implementation.name].setdefault(key, []).append(value)
    finally:
        bench.close()
    print("%s, %d cores, %s" % (compared[0].supervisord, os.cpu_count(), os.uname().release))
    return 1 if show(results, [i.name for i in compared]) else 0


if __name__ == "__main__":
    sys.exit(main())
