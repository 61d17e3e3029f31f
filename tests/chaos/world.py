"""One run: its scratch folder, the daemon in it, what the faults have done, and what has been found wrong."""
import collections
import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import threading
import time
import xmlrpc.client

from harness import case, descendants, needs, rpc, wait

from . import configuration

#: How long anything may take on a machine that does other things too.
LIMIT = 60 * wait.PATIENCE

#: A daemon that was killed: when (monotonic), the runs of programs that were cut off, the logs that were in trouble then.
Kill = collections.namedtuple("Kill", "at runs troubled")

_TROUBLE = re.compile(r"log: cannot (?:open|write to) '(.*?)'|log: writing to '(.*?)' again")


class Stop(Exception):
    """The run cannot go on."""


class World:
    def __init__(self, programs, folder, seed):
        self.programs = programs
        self.dir = pathlib.Path(folder)
        self.seed = seed
        self.clock = None  #: a harness.clock.Clock, if the daemon has one of its own
        self.case = case.Case(programs, self.dir)
        self.daemon = None
        self.started_at = time.monotonic()
        self.counts = collections.Counter()
        self.findings = []
        self.kills = []
        self.asked_to_stop = set()
        self.clients = []
        self._excuses = []
        self._lock = threading.RLock()
        self.chosen = configuration.programs(needs.missing)

    # -- what happens ----------------------------------------------------------------------------------------------

    def elapsed(self):
        return time.monotonic() - self.started_at

    def note(self, text):
        with self._lock, open(self.dir / "timeline", "a") as out:
            out.write("%8.3f %s %s\n" % (self.elapsed(), time.strftime("%H:%M:%S"), text))

    def find(self, invariant, text):
        """Something that must never be."""
        with self._lock:
            if len(self.findings) < 100 and (invariant, text) not in self.findings:
                self.findings.append((invariant, text))
                self.note("FINDING %s: %s" % (invariant, text))
                print("FINDING %s: %s" % (invariant, text), flush=True)

    @contextlib.contextmanager
    def excuse(self, why):
        """While it lasts, requests may be refused and connections may break; they must still end in time."""
        entry = [why, time.monotonic(), None]
        with self._lock:
            self._excuses.append(entry)
        try:
            yield
        finally:
            entry[2] = time.monotonic()

    def excused(self, since):
        """What may have disturbed a request that was begun then and ended now."""
        with self._lock:
            return [why for why, _, end in self._excuses if end is None or end >= since - 0.5]

    # -- the folder ------------------------------------------------------------------------------------------------

    def lay_out(self):
        self.dir.chmod(0o755)
        for name in ("safe", "logs", "full", "kept"):
            (self.dir / name).mkdir()
        for name in ("counts", "runs", "escaped"):
            (self.dir / name).mkdir()
            (self.dir / name).chmod(0o1777)
        shutil.copy(configuration.ACTOR, self.dir / "actor.py")
        self.configuration = self.case.expand(
            configuration.base(self.chosen, self.seed).replace(str(configuration.ACTOR), "@DIR@/actor.py"))
        self.configure(self.configuration)

    def configure(self, text):
        """By another name first, as a careful editor does."""
        fresh = self.dir / "supervisord.conf.new"
        fresh.write_text(text)
        fresh.rename(self.case.conf)

    def log_text(self):
        """The daemon's log, with what faults have moved away."""
        return "".join(path.read_text(errors="replace") for path in (*self.kept_logs(), self.case.log_path) if path.exists())

    def kept_logs(self):
        return sorted((self.dir / "kept").glob("supervisord.log.*"), key=lambda path: int(path.suffix[1:]))

    # -- the daemon ------------------------------------------------------------------------------------------------

    @property
    def pid(self):
        return self.daemon.pid

    def start(self):
        (self.dir / "logs").mkdir(exist_ok=True)  # without it the configuration is refused
        environment = {**self.case.env, **(self.clock.environment() if self.clock else {})}
        with open(self.dir / "stderr", "ab") as err:
            self.daemon = subprocess.Popen([self.programs.supervisord, "-n", "-c", str(self.case.conf)], cwd=self.dir, env=environment,
                                           stdin=subprocess.DEVNULL, stdout=err, stderr=err)
        self.wait_running()

    def check_alive(self):
        code = self.daemon.poll()
        if code is not None:
            self.find("daemon", "it ended by itself with status %s\n%s" % (code, (self.dir / "stderr").read_text(errors="replace")[-3000:]))
            raise Stop

    def wait_running(self):
        """Until it answers and says that it is RUNNING."""
        end = time.monotonic() + LIMIT
        last = None
        while time.monotonic() < end:
            self.check_alive()
            try:
                last = self.rpc().getState()["statename"]
                if last == "RUNNING":
                    return
            except (OSError, xmlrpc.client.Error) as error:
                last = error
            time.sleep(0.02)
        self.find("daemon", "it is not RUNNING after %gs, but %s" % (LIMIT, last))
        raise Stop

    def rpc(self, timeout=LIMIT):
        return rpc.connect(self.case.socket_path, timeout).supervisor

    def kill(self):
        """SIGKILL at a moment of which is known which logs were in trouble. Who was cut off is looked at afterwards: a program
        may have come to its first words only since."""
        self.freeze()
        at, troubled = time.monotonic(), self._logs_in_trouble()
        os.kill(self.pid, signal.SIGKILL)
        self.daemon.wait()
        self.kills.append(Kill(at, self._runs_cut_off(), troubled))

    def _runs_cut_off(self):
        from . import records
        now = time.monotonic_ns() // 1_000_000
        return {run.name for run in records.runs(self.dir)
                if descendants.stat_of(run.pid) is not None or now - run.last_ms < 1000}

    def _logs_in_trouble(self):
        troubled = set()
        for begun, ended in _TROUBLE.findall(self.log_text()):
            (troubled.discard if ended else troubled.add)(begun or ended)
        return troubled

    def terminate(self):
        """An orderly end, which must come and be status 0."""
        self.daemon.send_signal(signal.SIGTERM)
        try:
            code = self.daemon.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.find("daemon", "SIGTERM did not end it within %gs; its log ends\n%s" % (LIMIT, self.log_text()[-2000:]))
            raise Stop from None
        if code != 0:
            self.find("daemon", "after SIGTERM it ended with status %d\n%s" % (
                code, (self.dir / "stderr").read_text(errors="replace")[-3000:]))
            raise Stop

    # -- processes -------------------------------------------------------------------------------------------------

    def adopted(self):
        """Processes that have lost their parent and are not ours by birth."""
        ours = {self.pid} | {client.pid for client in self.clients}
        return [pid for pid in descendants.children_of(os.getpid()) if pid not in ours]

    def reap(self):
        for pid in self.adopted():
            stat = descendants.stat_of(pid)
            if stat and stat[0] == "Z":
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)

    def end_orphans(self):
        """What an administrator does after a daemon was killed: ends what it has left behind."""
        for pid in self.adopted():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.reap()

    def program_pids(self):
        """{name: pid} of what runs, as the kernel shows it: no request is needed."""
        found = {}
        for pid in descendants.children_of(self.pid):
            with contextlib.suppress(OSError):
                words = pathlib.Path("/proc/%d/environ" % pid).read_bytes().split(b"\0")
                for word in words:
                    if word.startswith(b"SUPERVISOR_PROCESS_NAME="):
                        found[word.split(b"=", 1)[1].decode()] = pid
        return found

    def client(self, words, **options):
        """A supervisorctl that goes on by itself; `expect_end` later."""
        options.setdefault("stdin", subprocess.DEVNULL)
        with open(self.dir / "clients", "ab") as out:
            process = subprocess.Popen([self.programs.supervisorctl, "-c", str(self.case.conf), *words], cwd=self.dir, env=self.case.env,
                                       stdout=options.pop("stdout", out), stderr=out, **options)
        process.words, process.begun = words, time.monotonic()
        self.clients.append(process)
        return process

    def ctl(self, *words):
        """Runs supervisorctl to its end: (status, what it printed)."""
        try:
            done = subprocess.run([self.programs.supervisorctl, "-c", str(self.case.conf), *words], cwd=self.dir, env=self.case.env,
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=2 * LIMIT)
        except subprocess.TimeoutExpired:
            self.find("requests", "supervisorctl %s did not end within %gs" % (" ".join(words), 2 * LIMIT))
            return None, ""
        return done.returncode, (done.stdout + done.stderr).decode(errors="replace")



    def freeze(self):
        """Until SIGCONT the daemon does nothing."""
        self.daemon.send_signal(signal.SIGSTOP)
        while (descendants.stat_of(self.pid) or "T")[0] not in "TtZ":
            time.sleep(0.001)
