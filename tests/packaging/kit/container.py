"""What a container of our image does, whoever made the image: asserted on a machine without systemd whose root it is."""
import dataclasses
import re

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


@dataclasses.dataclass
class Image:
    """What an image says of its programs: words, and a signal such as TERM."""
    entrypoint: list
    health: list
    stop_signal: str

    def healthy(self, machine):
        return machine.call(*self.health).code == 0


def started(t, machine, image, programs, *names):
    machine.write("/etc/supervisor/conf.d/programs.conf", programs)
    machine.start(*image.entrypoint)
    wait_running(t, machine, *names)


def wait_running(t, machine, *names):
    def states():
        return dict(line.split()[:2] for line in machine.call("supervisorctl", "status").out.splitlines() if line)
    t.wait(lambda: all(states().get(name) == "RUNNING" for name in names),
           lambda: "%s to run; %s\n%s" % (names, states(), machine.output()))


def life(t, machine, image):
    essential_program(t, machine, image)
    asked_to_end(t, machine, image)
    cannot_run(t, machine, image)
    machine.path("/etc/supervisor/conf.d/programs.conf").unlink()


def essential_program(t, machine, image):
    """The first process reaps what it did not start; output keeps its order; the essential program's end is the end."""
    started(t, machine, image, PROGRAMS, "main", "lines", "orphans")
    t.true(image.healthy(machine), "all run: healthy")
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
    t.true(not image.healthy(machine), "one does not run: not healthy")
    machine.call("supervisorctl", "signal", "USR1", "main")
    t.equal(machine.wait_end(), 7, "the container's status is the essential program's")


def asked_to_end(t, machine, image):
    """`docker stop` sends the image's STOPSIGNAL to the first process."""
    started(t, machine, image, PROGRAMS, "main", "lines", "orphans")
    machine.signal(image.stop_signal)
    t.equal(machine.wait_end(), 0, "its status")
    t.in_order(["received SIGTERM indicating exit request", "stopped: "], machine.output())


def cannot_run(t, machine, image):
    """exit_on_fatal: a container in which a program cannot run ends, and not as if all were well."""
    machine.write("/etc/supervisor/conf.d/programs.conf", PROGRAMS + WRONG)
    machine.start(*image.entrypoint)
    t.true(machine.wait_end() != 0, "its status")
    t.match("wrong", machine.output(), "which program it was")


def example(t, machine, image):
    """The image of several programs in etc/container, made from it."""
    machine.start(*image.entrypoint)
    wait_running(t, machine, "web", "worker:worker_0", "worker:worker_1")
    for line in ("web stdout a request", "worker_0 stdout a job", "worker_1 stdout a job"):
        whole = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} %s\r?$" % line, re.M)
        t.wait(lambda whole=whole: whole.search(machine.output()), lambda line=line: "%s in\n%s" % (
            line, machine.output()))
    t.true(image.healthy(machine), "it is healthy")
    web = machine.call("supervisorctl", "pid", "web").out.strip()
    machine.call("sh", "-c", "kill -KILL " + web)
    t.equal(machine.wait_end(), 137, "its status: 128 and the signal that killed the essential program")
