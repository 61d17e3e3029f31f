"""Carries out the steps of a scenario on one implementation and writes down what is seen."""
import pprint
import re
import shlex
import signal
import subprocess
import xmlrpc.client

from harness import case, rpc, wait
from harness.terminal import Terminal

from normal import Normal
from recording import Section
from supervisorctl.reference import Reference


def _readable(line):
    """A line that looks in an editor like what it is."""
    return re.sub(r"[^\t\x20-\x7e\u00a0-\u2027\u202a-\U0010ffff]", lambda c: "\\x%02x" % ord(c.group()), line)


class Recorder:
    """`t` is the case with the daemon; `client` the implementation whose supervisorctl is used."""

    def __init__(self, daemon_programs, client_programs, scratch, config):
        self.t = case.Case(daemon_programs, scratch)
        self.client = case.Case(client_programs, scratch)
        self.client.conf = self.t.conf
        self.t.config(config)
        self.normal = Normal(self.t)
        self.client_normal = Normal(self.client)
        self.references = {}
        self.sections = []
        self.row = None

    def note(self, title, text):
        lines = [_readable(line) for line in str(text).split("\n")]
        self.sections.append(Section(_readable(title), lines, self.row))
        self.row = None

    def differs(self, row):
        """The next section is meant to differ; doc/compatibility.md says why, in the line of `row`."""
        self.row = row

    # -- steps -----------------------------------------------------------------------------------------------------

    def start(self, *args, **options):
        self.t.start(*args, **options)

    def ctl(self, command, sort=False, **options):
        """One supervisorctl command; `sort` where the order of lines depends on who ends first."""
        done = self._ask(command, **options)
        out = "".join(sorted(done.out.splitlines(True))) if sort else done.out
        # A lone number is a pid.
        out = re.sub(r"^[1-9]\d*$", "N", out, flags=re.M) if command.split()[0] == "pid" else out
        self.note("supervisorctl " + self.normal.text(command), "status %d\n%s%s" % (
            done.code, self.client_normal.text(self.normal.text(out)), self.client_normal.text(done.err)))

    def _ask(self, command, conf=True):
        """One command line. The packaged client is kept loaded: starting Python each time is what a run would be spent
        on."""
        if self.client.ours:
            return self.client.ctl(command, conf=conf)
        words = (["-c", str(self.t.conf)] if conf else []) + shlex.split(command)
        return self._ask_loaded(self.client.programs.supervisorctl, words)

    def _ask_loaded(self, program, words):
        if program not in self.references:
            self.references[program] = Reference(program)
        out, err, status = self.references[program].run(words, self.client.dir, self.client.env)
        return case.Finished(status, out.decode(errors="replace"), err.decode(errors="replace"))

    def shell(self, *words):
        """supervisorctl as a shell; the last word is what it reads from standard input."""
        done = self.client.ctl(*(words[:-1] or ("",)), input=words[-1]) if len(words) > 1 else \
            self.client.ctl(input=words[0])
        self.note("supervisorctl < %r" % self.normal.text(words[-1]), "status %d\n%s%s" % (
            done.code, self.client_normal.text(self.normal.text(done.out)), self.client_normal.text(done.err)))

    def follow(self, command, *steps, text=True):
        """A command that goes on until Ctrl-C. Each of `steps` is what must have been printed, and what is done then;
        behind the last one comes the Ctrl-C. Without `text` only that is noted which is waited for."""
        out = self.client.dir / "followed"
        with open(out, "wb") as file:
            process = subprocess.Popen(self._client_words(command), stdin=subprocess.DEVNULL, stdout=file,
                                       stderr=subprocess.DEVNULL, cwd=self.client.dir, env=self.client.env)
        for shown, act in steps:
            self.client.wait_file(out, re.escape(shown))
            if act:
                act()
        process.send_signal(signal.SIGINT)
        code = process.wait(30 * wait.PATIENCE)
        printed = out.read_text().strip("\n") if text else "\n".join(shown for shown, _ in steps)
        self.note("supervisorctl " + command, "status %d\n%s" % (code, self.normal.text(printed)))

    def foreground(self, command, *steps):
        """A command at a terminal. Each of `steps` is what must have been shown, how often, and what is typed then; it is
        killed at the end, since the threads of the packaged client outlive it (CTL-051)."""
        words = self._client_words(command)
        terminal = Terminal(words, self.client.dir, self.client.env)
        for shown, times, typed in steps:
            terminal.wait_for(shown.encode(), 30 * wait.PATIENCE, times)
            if typed:
                terminal.type(typed.encode())
        terminal.kill()
        seen = terminal.seen.decode().replace("\r\n", "\n").strip("\n")
        self.note("supervisorctl %s at a terminal" % command, self.normal.text(seen))

    def _client_words(self, command):
        return [self.client.programs.supervisorctl, "-c", str(self.t.conf), *command.split()]

    def rpc(self, method, *args, sort=False):
        proxy = self.t.system if method.startswith("system.") else self.t.rpc
        try:
            value = getattr(proxy, method.split(".")[-1])(*args)
        except xmlrpc.client.Fault as fault:
            value = "fault %d %s" % (fault.faultCode, fault.faultString)
        except xmlrpc.client.ProtocolError as error:
            value = "HTTP %d" % error.errcode
        value = self.normal.value(value)
        if sort and isinstance(value, list):
            value.sort(key=str)
        self.note("%s%r" % (method, args), pprint.pformat(value, width=110, sort_dicts=False))

    def post(self, body):
        """A call as it goes over the wire, and the answer as it comes back."""
        status, answer = rpc.post(self.t.socket_path, body)
        text = re.sub(r"(<name>(?:pid|start|stop|now)</name>\n<value><int>)[1-9]\d*", r"\1N", answer.decode())
        # A later version than the packaged one has `autorestart` here (DIFF-002).
        text = re.sub(r"<member>\n<name>autorestart</name>\n.*\n</member>\n", "", text)
        self.note("POST " + self.normal.text(body), "HTTP %d\n%s" % (status, self.normal.text(text)))

    def until(self, **states):
        """Waits for states; `group__name` stands for group:name."""
        self.t.wait_states({name.replace("__", ":"): state for name, state in states.items()})

    def until_log(self, pattern, count=1):
        self.t.wait_log(pattern, count)

    def until_file(self, name, pattern, count=1):
        self.t.wait_file(name, pattern, count)

    def config(self, text):
        self.t.config(text)

    def signal(self, name):
        self.t.daemon.signal(name)

    def file(self, name):
        self.note("file " + name, self.normal.text(self.t.read(name)))

    def files(self, pattern):
        self.note("files " + pattern, "\n".join(sorted(self.normal.text(p.name) for p in self.t.dir.glob(pattern))))

    def run(self, *args, **options):
        """supervisord itself, for what ends by itself."""
        done = self._ended(*args, **options)
        self.note("supervisord " + " ".join(self.normal.text(str(a)) for a in args),
                  "status %d\n%s%s" % (done.code, self.normal.text(done.out), self.normal.text(done.err)))

    def _ended(self, *args, **options):
        if self.t.ours or options:
            return self.t.supervisord(*args, **options)
        return self._ask_loaded(self.t.programs.supervisord, [str(arg) for arg in args])

    def refusals(self, title, configs):
        """What supervisord says of each of these configurations, which it must refuse: {name: configuration}."""
        said = []
        for name, config in configs.items():
            self.config(config)
            done = self._ended("-n", "-c", self.t.conf)
            lines = self.normal.text(done.err).splitlines()
            said.append("%-32s %d %s" % (name, done.code, " | ".join(line for line in lines if not line.startswith("For help"))))
        self.note(title, "\n".join(said))

    def stop(self, name="TERM"):
        self.signal(name)
        self.note("exit status after " + name, self.t.daemon.wait_exit())

    def log(self):
        """The daemon's log, as a sorted set of lines; order is looked at where it means something, by log_in_order.
        `waiting for x to stop` appears when x is not gone at the first look, which is chance."""
        lines = {line for line in self.normal.text(self.t.log()).splitlines()
                 if not re.search(r"INFO waiting for \S+ to stop$", line)}
        self.note("daemon log", "\n".join(sorted(lines)))

    def log_in_order(self, pattern):
        """The lines of the daemon's log in which `pattern` is found, in their order. `waiting for ...` is chance."""
        lines = [line for line in self.normal.text(self.t.log()).splitlines() if not line.startswith("INFO waiting for ")]
        self.note("log lines with " + pattern, "\n".join(line for line in lines if re.search(pattern, line)))
