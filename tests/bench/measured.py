"""A daemon to measure: ours or the packaged one, in a folder of its own."""
import datetime
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness import rpc  # noqa: E402

BASE = """\
[unix_http_server]
file=@DIR@/s.sock
[supervisord]
nodaemon=true
logfile=@DIR@/d.log
pidfile=@DIR@/d.pid
childlogdir=@DIR@
minfds=@MINFDS@
minprocs=4000
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://@DIR@/s.sock
"""

#: Ours has room for half as many clients, Supervisor for what is left besides programs.
DESCRIPTORS = 16384

SLEEPERS = """\
[program:p]
command=/bin/sleep 100000
process_name=%%(process_num)04d
numprocs=%d
startsecs=0
stdout_logfile=NONE
stderr_logfile=NONE
"""


def resident_kib(pid):
    with open("/proc/%d/smaps_rollup" % pid) as f:
        return int(re.search(r"^Rss:\s+(\d+)", f.read(), re.M).group(1))


def cpu_seconds(pid):
    with open("/proc/%d/stat" % pid) as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class BareServer:
    """The least that serves HTTP (bare_http.cpp): every answer has the same body."""

    def __init__(self, program, body):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="pb."))
        (self.dir / "body").write_bytes(body)
        self.started = time.perf_counter()
        self.process = subprocess.Popen([program, self.dir / "s.sock", self.dir / "body"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.dir, ignore_errors=True)

    def ready(self):
        while self.process.poll() is None:
            try:
                rpc.post(self.dir / "s.sock", b"")
                return time.perf_counter() - self.started
            except OSError:
                time.sleep(0.001)
        sys.exit("bare_http ended with %d" % self.process.returncode)

    def resident_kib(self):
        return resident_kib(self.process.pid)


class Daemon:
    """A running supervisord in a folder of its own."""

    def __init__(self, implementation, sections, descriptors=DESCRIPTORS):
        self.implementation = implementation
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="pb."))
        self.conf = self.dir / "d.conf"
        self.conf.write_text((BASE + sections).replace("@DIR@", str(self.dir)).replace("@MINFDS@", str(descriptors)))
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
                sys.exit("%s: %s" % (self.implementation.supervisord, (self.dir / "d.log").read_text()[-2000:]))
            time.sleep(pause)
        return time.perf_counter() - self.started

    def ready(self):
        def answers():
            try:
                return self.rpc.getState()["statecode"] == 1
            except OSError:
                return False
        return self.wait(answers)

    def logged(self, text, count, limit=600):
        """Waits for `count` such lines in the daemon's log and returns the seconds from the start to the time of the
        last one. Looks seldom: what is measured needs both cores."""
        log = self.dir / "d.log"
        self.wait(lambda: log.exists() and log.read_bytes().count(text) >= count, limit, pause=0.05)
        line = [line for line in log.read_text().splitlines() if text.decode() in line][count - 1]
        return datetime.datetime.strptime(line[:23], "%Y-%m-%d %H:%M:%S,%f").timestamp() - self.started_wall

    def resident_kib(self):
        return resident_kib(self.process.pid)

    def cpu_seconds(self):
        return cpu_seconds(self.process.pid)

    def descriptors(self):
        return len(os.listdir("/proc/%d/fd" % self.process.pid))

    def switches(self):
        total = 0
        for task in os.listdir("/proc/%d/task" % self.process.pid):
            with open("/proc/%d/task/%s/status" % (self.process.pid, task)) as f:
                total += sum(int(line.split()[1]) for line in f if line.startswith("voluntary_ctxt"))
        return total

    def stop(self, limit=120):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(limit)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
