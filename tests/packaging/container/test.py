"""What the Dockerfile makes, as the first process of a machine: its last stage is carried out step by step on the release
it names, and started as it says. There is no container engine in this; `image` is made by one."""
import json
import pathlib
import re
import shutil

from kit import container

roots = ("bookworm",)
limit = 240

SOURCES = pathlib.Path(__file__).resolve().parents[3]


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


def test(t):
    machine = t.machine("bookworm")
    dockerfile = Dockerfile(SOURCES / "Dockerfile")
    image = container.Image(dockerfile.program("ENTRYPOINT"), dockerfile.program("HEALTHCHECK"),
                            dockerfile.only("STOPSIGNAL")[3:])
    build(t, machine, dockerfile, SOURCES)
    t.equal(machine.path("/packages").exists(), False, "nothing of the build is left")
    t.equal(sorted(machine.path("/tmp").glob("*.deb")), [], "nor the package")
    container.life(t, machine, image)
    example = SOURCES / "etc/container"
    build(t, machine, Dockerfile(example / "Dockerfile"), example)
    container.example(t, machine, image)
