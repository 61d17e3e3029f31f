"""What the Dockerfile makes, as the first process of a machine: its last stage is carried out step by step on the release
it names, and started as it says. There is no container engine in this."""
import json
import pathlib
import re
import shutil


roots = ("bookworm",)
limit = 240

SOURCES = pathlib.Path(__file__).resolve().parents[3]
# Ends with status 7 when it is told to; prints many lines; leaves an orphan that ends later.
PROGRAMS = """[program:main]
command=/bin/sh -c 'trap "exit 7" USR1; while :; do sleep 0.1; done'
essential=true
[program:lines]
command=/bin/sh -c 'i=0; while [ $i -lt 2000 ]; do i=$((i+1)); echo "line $i"; done; exec sleep 1000'
stdout_logfile=/dev/stdout
stdout_logfile_maxbytes=0
[program:orphans]
command=/bin/sh -c '(sleep 1000 & echo $! >/tmp/orphan); exec sleep 1000'
"""
WRONG = """[program:wrong]
command=/no/such/program
startretries=0
"""


class Dockerfile:
    """The instructions of the last stage: (word, rest), lines that go on joined."""

    def __init__(self, path):
        text = re.sub(r"\\\n\s*", "", path.read_text())
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        last = max(i for i, line in enumerate(lines) if line.startswith("FROM "))
        self.steps = [tuple(line.split(" ", 1)) for line in lines[last:]]

    def only(self, word):
        found = [rest for name, rest in self.steps if name == word]
        assert len(found) == 1, "%s in %s" % (word, self.steps)
        return found[0]

    def program(self, word):
        """The words of an instruction such as ENTRYPOINT."""
        return json.loads(self.only(word)[self.only(word).index("["):])


def build(t, machine, dockerfile, context):
    """COPY and RUN, as an engine does them; the stage `build` is the packages under test."""
    for word, rest in dockerfile.steps:
        if word == "COPY":
            copy(t, machine, context, rest.split())
        elif word == "RUN":
            machine.prepare(rest)


def copy(t, machine, context, words):
    if words[0] == "--from=build":
        t.match("^/packages/", words[1], "what comes from the build")
        files = sorted(t.packages.deb.parent.glob(pathlib.Path(words[1]).name))
    else:
        files = [context / words[0]]
    t.equal(len(files), 1, "files of COPY %s" % " ".join(words))
    target = machine.path(words[-1])
    shutil.copy(files[0], target)


def started(t, machine, programs, *names):
    machine.write("/etc/supervisor/conf.d/programs.conf", programs)
    image = Dockerfile(SOURCES / "Dockerfile")
    machine.start(*image.program("ENTRYPOINT"))
    wait_running(t, machine, *names)


def wait_running(t, machine, *names):
    def states():
        return dict(line.split()[:2] for line in machine.call("supervisorctl", "status").out.splitlines() if line)
    t.wait(lambda: all(states().get(name) == "RUNNING" for name in names),
           lambda: "%s to run; %s\n%s" % (names, states(), machine.output()))


def healthy(machine):
    return machine.call(*Dockerfile(SOURCES / "Dockerfile").program("HEALTHCHECK")).code == 0


def test(t):
    machine = t.machine("bookworm")
    build(t, machine, Dockerfile(SOURCES / "Dockerfile"), SOURCES)
    t.equal(machine.path("/packages").exists(), False, "nothing of the build is left")
    t.equal(sorted(machine.path("/tmp").glob("*.deb")), [], "nor the package")
    essential_program(t, machine)
    asked_to_end(t, machine)
    cannot_run(t, machine)
    example(t, machine)


def essential_program(t, machine):
    """The first process reaps what it did not start; output keeps its order; the essential program's end is the end."""
    started(t, machine, PROGRAMS, "main", "lines", "orphans")
    t.true(healthy(machine), "all run: healthy")
    t.wait(lambda: "line 2000\n" in machine.output(), "its last line in the container's output")
    lines = re.findall(r"^line (\d+)$", machine.output().replace("\r", ""), re.M)
    t.equal(lines, [str(i + 1) for i in range(2000)], "its lines, all of them, in their order")
    orphan = machine.path("/tmp/orphan").read_text().strip()
    parent = machine.call("sh", "-c", "sed -n 's/^PPid:[[:space:]]*//p' /proc/%s/status" % orphan).out.strip()
    t.equal(parent, "1", "who takes over the orphan")
    machine.call("sh", "-c", "kill " + orphan)
    t.wait(lambda: "reaped unknown pid %s " % orphan in machine.output(), "the orphan to be reaped")
    t.equal(machine.zombies(), [], "ended processes that nobody has waited for")
    machine.call("supervisorctl", "stop", "lines")
    t.true(not healthy(machine), "one does not run: not healthy")
    machine.call("supervisorctl", "signal", "USR1", "main")
    t.equal(machine.wait_end(), 7, "the container's status is the essential program's")


def asked_to_end(t, machine):
    """`docker stop` sends the Dockerfile's STOPSIGNAL to the first process."""
    started(t, machine, PROGRAMS, "main", "lines", "orphans")
    machine.signal(Dockerfile(SOURCES / "Dockerfile").only("STOPSIGNAL")[3:])
    t.equal(machine.wait_end(), 0, "its status")
    t.in_order(["received SIGTERM indicating exit request", "stopped: "], machine.output())


def cannot_run(t, machine):
    """exit_on_fatal: a container in which a program cannot run ends, and not as if all were well."""
    machine.write("/etc/supervisor/conf.d/programs.conf", PROGRAMS + WRONG)
    machine.start(*Dockerfile(SOURCES / "Dockerfile").program("ENTRYPOINT"))
    t.true(machine.wait_end() != 0, "its status")
    t.match("wrong", machine.output(), "which program it was")


def example(t, machine):
    """The image of several programs in etc/container."""
    machine.path("/etc/supervisor/conf.d/programs.conf").unlink()
    folder = SOURCES / "etc/container"
    build(t, machine, Dockerfile(folder / "Dockerfile"), folder)
    machine.start(*Dockerfile(SOURCES / "Dockerfile").program("ENTRYPOINT"))
    wait_running(t, machine, "web", "worker:worker_0", "worker:worker_1")
    for line in ("web stdout a request", "worker_0 stdout a job", "worker_1 stdout a job"):
        whole = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} %s\r?$" % line, re.M)
        t.wait(lambda whole=whole: whole.search(machine.output()), lambda line=line: "%s in\n%s" % (
            line, machine.output()))
    t.true(healthy(machine), "it is healthy")
    web = machine.call("supervisorctl", "pid", "web").out.strip()
    machine.call("sh", "-c", "kill -KILL " + web)
    t.equal(machine.wait_end(), 137, "its status: 128 and the signal that killed the essential program")
