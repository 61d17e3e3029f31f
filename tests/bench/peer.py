#!/usr/bin/env python3
"""Measures our daemon beside the packaged Supervisor, in one run, and prints one table.

usage: peer.py [--only FIGURE,...] [--runs N] [--programs N] [--log-mib N] [--ours-only]

Every measurement is taken on both in turn (ours, theirs, ours, ...), so that ratios hold while the machine's speed
drifts; the table has medians. What serves as yardstick, a bare fork+exec loop or `cat | cat > file`, runs in between.
Measure a release build: SUPERVISORD=build/release/bin/supervisord SUPERVISORCTL=build/release/bin/supervisorctl.
"""
import argparse
import os
import pathlib
import shutil
import signal
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
from harness import descendants  # noqa: E402

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

class Bench:
    def __init__(self, options):
        self.options = options
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="pb."))
        self.loop = figures.build("peer_loop", self.work)
        self.server = figures.build("bare_http", self.work)

    def bare_loop(self, count):
        """(ms until up, ms until down) of the bare loop with `count` programs."""
        done = subprocess.run([str(self.loop), str(count), "/bin/sleep", "100000"], capture_output=True, text=True,
                              check=True)
        return tuple(float(line) for line in done.stdout.split())

    def ready(self, implementation):
        with BareServer(self.server, b"") as bare:
            taken = {"ready_bare_ms": 1000 * bare.ready(), "rss_bare_kib": bare.resident_kib()}
        with Daemon(implementation, "") as daemon:
            return {"ready_ms": 1000 * daemon.ready(), "rss_kib": daemon.resident_kib(), **taken}

    def up200(self, implementation):
        loop = self.bare_loop(200)[0]
        with Daemon(implementation, SLEEPERS % 200) as daemon:
            up = 1000 * daemon.logged(b"entered RUNNING state", 200)
        return {"up200_ms": up, "up200_ratio": up / loop, "up200_bare_ms": loop}

    def restart(self, implementation):
        sections = ("[program:r]\ncommand=/bin/sh -c 'echo $$ > @FIFO@; exec sleep 100000'\nstartsecs=0\n"
                    "autostart=false\nautorestart=true\nstdout_logfile=NONE\nstderr_logfile=NONE\n")
        path = self.work / "fifo"
        os.mkfifo(path)
        fifo = os.open(path, os.O_RDWR)
        bare = subprocess.Popen([self.loop, "again", "/bin/sh", "-c", "echo $$ > %s; exec sleep 100000" % path])
        taken = {"restart_bare_ms": self.deaths(fifo)}
        bare.kill()
        bare.wait()
        with Daemon(implementation, sections.replace("@FIFO@", str(path))) as daemon:
            daemon.ready()
            daemon.rpc.startProcess("r", False)
            taken["restart_ms"] = self.deaths(fifo)
        os.close(fifo)
        path.unlink()
        return taken

    @staticmethod
    def deaths(fifo):
        """Median ms from the death of a program to the first line of its successor; each writes its pid."""
        times = []
        pid = int(os.read(fifo, 64).split()[-1])
        for _ in range(9):
            time.sleep(0.3)  # let the program settle: RUNNING, asleep
            began = time.perf_counter()
            os.kill(pid, signal.SIGKILL)
            pid = int(os.read(fifo, 64).split()[-1])
            times.append(1000 * (time.perf_counter() - began))
        return statistics.median(times)

    def log(self, implementation):
        source = self.work / "lines"
        if not source.exists():
            block = (b"x" * 99 + b"\n") * 10486
            with open(source, "wb") as f:
                for _ in range(self.options.log_mib):
                    f.write(block)
        size = source.stat().st_size / 2**20
        taken = {}
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
            taken[key] = speed / yardstick
            name = key.removesuffix("share")
            taken.update({name + "mib_s": speed, name + "bare_mib_s": yardstick})
        return taken

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
                "rss_per_program_kib": (resident - empty) / count, "stop1000_s": down - loop_down / 1000,
                "up1000_s": up, "up1000_bare_s": loop_up / 1000, "down1000_s": down, "down1000_bare_s": loop_down / 1000}

    def close(self):
        descendants.kill_all(5)
        shutil.rmtree(self.work, ignore_errors=True)


#: figure groups: (method, times it is run)
GROUPS = {"ready": 9, "up200": 5, "restart": 3, "log": 3, "chatty": 1, "fleet": 1}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    figures.add_options(parser, GROUPS)
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--log-mib", type=int, default=512)
    options = parser.parse_args()
    compared = figures.compared(options.ours_only)
    results = figures.take(Bench(options), GROUPS, options, compared)
    print("%s, %s" % (compared[0].supervisord, figures.machine()))
    return 1 if figures.show(results, [i.name for i in compared], FIGURES) else 0


if __name__ == "__main__":
    sys.exit(main())
