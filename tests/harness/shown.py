"""Does what a page of the documentation shows, in the order it is shown, and compares what comes.

`app.conf`: before a fence (```ini, ```python, ```sh ...) makes a file of that name of it, at that place of the story. In a
```console fence each line that begins with `$ ` is run in bash, in one folder for the page; what follows is what it prints.
A line `...` stands for any lines. Numbers that differ from run to run (process ids, times, sizes) do not count, and
ports are replaced by free ones. A fence of configuration without a name is a fragment: it must have no problem. Without a section
it is about a program.
"""
import itertools
import os
import re
import socket
import subprocess
import tempfile
import textwrap

from . import wait
from .wait import Failed

#: Pages that are no such story, and who does what they show.
ELSEWHERE = {
    "hadeploy.md": "documentation/guide_of_hadeploy", "hadeploy-yaml.md": "documentation/guide_of_hadeploy",
    "configuration.md": "unit.reference", "xmlrpc.md": "documentation/commands", "installing.md": "packaging/installing",
    "performance.md": "tests/bench",
}
#: Lines that are indented by four columns behind an empty one, up to the next text.
INDENTED = re.compile(r"(?<=\n\n)(?: {4}[^\n]*\n|\n(?= {4}))+")
FENCE = re.compile(r"(?:^`([^`\n]+\.(?:conf|cpp|ini|py|sh|yml))`[^\n]*:\n\n)?^```(\w+)[^\n]*\n(.*?)^```$", re.M | re.S)
#: Commands that only look: they are asked again until they show what the page shows.
LOOKS = re.compile(r"\b(status|tail|logs|cat|curl|grep|pid|avail|maintail|ls)\b")
ACTS = re.compile(r"\b(start|stop|restart|signal|kill|shutdown|update|sed)\b")
#: The end of one of several things that are done at once.
ENDED = re.compile(r"^\S+: (stopped|started)$")
PORT = re.compile(r"(?<=[:= ])(8\d\d\d|9\d\d\d)\b")


def fences(text):
    """(name or "", language, content) of each."""
    return FENCE.findall(text)


def blocks(text):
    """(name or "", language, content) of all blocks of code; indented ones have no language."""
    bare = FENCE.sub("", text)
    return fences(text) + [("", "", textwrap.dedent(found).strip("\n") + "\n") for found in INDENTED.findall(bare)]


def commands(console):
    """(command, what it prints); a command goes on in the next line after a backslash."""
    return re.findall(r"^\$ ((?:[^\n]*\\\n)*[^\n]*)\n?(.*?)(?=^\$ |\Z)", console, re.M | re.S)


def comparable(text):
    """The lines without what differs from run to run."""
    text = text.replace("\r", "")
    text = re.sub(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d([,.]\d+)?(Z|[+-]\d\d:?\d\d)?", "TIME", text)
    text = re.sub(r"\b[A-Z][a-z]{2} \d\d \d\d:\d\d [AP]M", "TIME", text)
    text = re.sub(r"\bpid \d+", "pid N", text)
    text = re.sub(r"\d+:\d\d:\d\d", "UPTIME", text)
    text = re.sub(r"\b\d{4,}\b", "N", text)
    lines = [re.sub(r" +", " ", line).rstrip() for line in text.strip().splitlines()]
    # What is done to several processes at once ends in any order.
    together = itertools.groupby(lines, lambda line: ENDED.match(line) and ENDED.match(line).group(1))
    return [line for kind, run in together for line in (sorted(run) if kind else run)]


def agrees(expected, seen):
    """Whether the lines are those expected, where `...` stands for any."""
    if not expected:
        return not seen
    if expected[0] == "...":
        return any(agrees(expected[1:], seen[i:]) for i in range(len(seen) + 1))
    return bool(seen) and seen[0] == expected[0] and agrees(expected[1:], seen[1:])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Page:
    """One page, done in a folder of its own by a reader with the programs of the test."""

    def __init__(self, t, path):
        self.t = t
        self.path = path
        self.text = path.read_text()
        self.folder = t.dir / path.stem
        self.folder.mkdir()
        self.ports = {}
        # Sockets have short names, wherever the tests run.
        self.home = tempfile.mkdtemp(prefix="doc.", dir=t.dir)
        bin_folder = os.path.dirname(t.programs.supervisord)
        self.env = {**t.env, "PATH": bin_folder + ":" + os.environ["PATH"], "HOME": self.home, "PS1": ""}
        self.ran = 0

    def do(self):
        """The whole story; the number of commands."""
        for name, language, content in fences(self.text):
            if language == "console":
                for command, expected in commands(content):
                    self.run(command, expected)
            elif name:
                self.write(name, content)
            elif language == "ini":
                self.check_fragment(content)
        return self.ran

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.with_ports(content))
        if content.startswith("#!"):
            path.chmod(0o755)

    def with_ports(self, text):
        def free(found):
            if found.group() not in self.ports:
                self.ports[found.group()] = free_port()
            return str(self.ports[found.group()])
        return PORT.sub(free, text)

    def as_shown(self, text):
        for shown, real in self.ports.items():
            text = re.sub(r"\b%s\b" % real, shown, text)
        return text.replace(str(self.folder), "/srv/app")

    def run(self, command, expected):
        self.ran += 1
        wanted = comparable(expected)
        seen = []

        def there():
            printed = self.printed(self.with_ports(command).replace("/srv/app", str(self.folder)))
            seen[:] = comparable(self.as_shown(printed))
            return agrees(wanted, seen)
        what = lambda: "%s: $ %s\nto print\n%s\nbut it printed\n%s" % (  # noqa: E731
            self.path.name, command, "\n".join(wanted), "\n".join(seen))
        if LOOKS.search(command) and not ACTS.search(command):
            wait.until(there, what)
        elif not there():
            raise Failed(what())

    def printed(self, command):
        """What the command prints, run in bash in the page's folder."""
        return subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                              timeout=120).stdout

    def check_fragment(self, content):
        text = content if content.startswith("[") else "[program:web]\ncommand=/bin/cat\n" + content
        text = text if re.search(r"^\[supervisord\]", text, re.M) else "[supervisord]\n" + text
        path = self.folder / "fragment.conf"
        path.write_text(text)
        done = self.t.supervisord("--check", "-c", path, "--trust_config")
        wrong = [line for line in (done.out + done.err).splitlines()
                 if "(warning)" not in line or "there is no such" in line]
        # Files that a fragment names are not here.
        wrong = [line for line in wrong if "No such file or directory" not in line]
        wrong = [line for line in wrong if not re.match(r"\d+ (error|warning)|no problems", line)]
        if wrong:
            raise Failed("%s: the fragment\n%s\nis not right: %s" % (self.path.name, content, "\n".join(wrong)))
        path.unlink()
