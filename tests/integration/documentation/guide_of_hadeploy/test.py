"""The guide of hadeploy: its descriptions are right, its commands are understood, and what it shows is what comes. The
examples of the reference are right, too."""
import os
import pathlib
import re
import shlex
import shutil
import subprocess

from harness.terminal import Terminal

ours_only = "the guide is ours"

GUIDE = pathlib.Path(__file__).resolve().parents[4] / "doc" / "hadeploy.md"
REFERENCE = GUIDE.with_name("hadeploy-yaml.md")
#: Files that descriptions name and the guide does not show. The password is that of its encrypted values.
BESIDE = {"keys/clock_id": "", "keys/clock_id.pub": "ssh-ed25519 AAAA\n", "password": "sesame",
          "keys/app_id.pub": "ssh-ed25519 AAAA\n", "templates/app.conf": "version={{ version }}\n",
          "files/helper.service": "[Service]\nExecStart=/bin/true\n", "files/site/index.html": "hello\n"}


def fences(text, language):
    """(name or None, content) of each; the name stands in the line before it."""
    return re.findall(r"(?:^`([^`\n]+)`[^\n]*:\n\n|^[^\n]*\n)^```%s\n(.*?)^```$" % language, text, re.M | re.S)


def commands(console):
    """(command, what it prints)."""
    return re.findall(r"^\$ ([^\n]+)\n(.*?)(?=^\$ |\Z)", console, re.M | re.S)


def comparable(text, folder):
    """Without what differs from run to run: process ids, times, sizes, versions, and the width of columns."""
    text = text.replace(str(folder), "/tmp/hello").replace(str(folder.parent), "/home/me").replace("\r", "")
    text = re.sub(r"RUNNING +\d+ +\d+:\d\d:\d\d +\d+ +[\d.]+ MB", "RUNNING", text)
    text = re.sub(r"\S+supervise\.\S+", "VERSION", text)
    text = re.sub(r" from \S+\"$", " from HOST\"", text, flags=re.M)
    text = re.sub(r"(no deployment put there: ).*\"}", r'\1"}', text)
    return [re.sub(r" +", " ", re.sub(r"\*\*\*+", "***", line)).rstrip() for line in text.strip().splitlines()]


class Reader:
    """Somebody who does what the guide says, in a folder with all of its files."""

    def __init__(self, t):
        self.t = t
        self.text = GUIDE.read_text()
        self.program = pathlib.Path(os.environ.get(
            "HADEPLOY", pathlib.Path(t.programs.supervisorctl).with_name("hadeploy"))).absolute()
        self.folder = t.dir / "hello"
        (t.dir / "home").mkdir()
        self.env = {**t.env, "HOME": str(t.dir / "home")}

    def files(self):
        shown = {}
        for language in ("yaml", "sh", "ini"):
            for name, content in fences(self.text, language):
                self.t.true(name or language != "yaml", "a description without a name:\n" + content)
                if name:
                    self.t.equal(shown.setdefault(name, content), content, "%s is shown in one form" % name)
        for name, content in {**shown, **BESIDE}.items():
            path = self.t.dir / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content.replace("/tmp/hello", str(self.folder)))
        return shown

    def run(self, words):
        program = {"hadeploy": self.program, "supervisord": self.t.programs.supervisord,
                   "supervisorctl": self.t.programs.supervisorctl}[words[0]]
        done = subprocess.run([program, *words[1:]], cwd=self.t.dir, env=self.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.returncode, done.stdout

    def checks(self, words):
        """The command, as a check of its description."""
        words = [word for word in words if word != "--askVaultPassword"]
        words[words.index("--action") + 1] = "none"
        code, out = self.run([*words, "--vaultPasswordFile", "password"])
        self.t.equal((code, [line for line in out.splitlines() if "ERROR" in line]), (0, []), " ".join(words))


def check_descriptions(reader, files):
    included = re.findall(r"^include: (\S+)$", "".join(files.values()), re.M)
    for name, content in files.items():
        if name.endswith(".yml") and name not in included and name != "wrong.yml":
            has_hosts = re.search(r"^(hosts|ansible_inventories):", content, re.M)
            hosts = [] if has_hosts else ["--src", "mycluster.yml"]
            reader.checks(["hadeploy", *hosts, "--src", name, "--action", "none"])


def check_the_reference(reader):
    """All examples together are one description."""
    examples = re.findall(r"^```yaml\n(.*?)^```$", REFERENCE.read_text(), re.M | re.S)
    reader.t.true(len(examples) >= 15, "the reference has examples")
    reader.t.write("reference.yml", "".join(examples))
    reader.checks(["hadeploy", "--src", "reference.yml", "--action", "none"])


def check_commands(reader):
    lines = [line for _, block in fences(reader.text, "sh") for line in block.splitlines()
             if line.startswith("hadeploy --")]
    # Ansible finds out about hosts for its engine: lab/stories/ansible_engine.
    lines = [line for line in lines if "--engine ansible" not in line]
    reader.t.true(len(lines) > 5, "the guide has commands")
    for line in lines:
        reader.checks(shlex.split(line.split(" | ")[0]))


def check_what_is_shown(reader):
    """Of commands that need no cluster, in their order."""
    seen = 0
    for _, block in fences(reader.text, "console"):
        for command, expected in commands(block):
            words = shlex.split(command.replace("/tmp/hello", str(reader.folder)))
            if "hello" in command or "none" in words or "dumpvars" in words:
                _, out = reader.run(words)
                reader.t.equal(comparable(out, reader.folder), comparable(expected, reader.folder), command)
                seen += 1
    reader.t.true(seen >= 9, "commands whose output is shown")


def check_question(reader):
    t = reader.t
    (block,) = [text for _, text in fences(reader.text, "console") if "Delete it?" in text]
    ((command, expected),) = commands(block)
    terminal = Terminal([str(reader.program), *shlex.split(command)[1:]], t.dir, reader.env)
    terminal.wait_for(b"Delete it? [yes/no]", 30)
    terminal.type(b"no\n")
    terminal.wait_for(b"nothing was removed", 30)
    terminal.end(30)
    t.equal([line for line in expected.splitlines() if line not in terminal.seen.decode().replace("\r", "")], [],
            "lines that are not shown")


def check_the_example(reader, files):
    """The installed example is the description of the guide, with more comments."""
    example = GUIDE.parents[1] / "etc" / "hadeploy"
    bare = re.sub(r"^#.*\n", "", (example / "app.yml").read_text(), flags=re.M)
    reader.t.equal(bare.strip(), files["app.yml"].strip(), "etc/hadeploy/app.yml without comments")
    reader.t.equal((example / "templates" / "clock.sh").read_text(), files["templates/clock.sh"], "its template")


def test(t):
    reader = Reader(t)
    if not os.access(reader.program, os.X_OK):
        t.skip("hadeploy is not built")
    files = reader.files()
    check_descriptions(reader, files)
    check_the_reference(reader)
    check_commands(reader)
    check_what_is_shown(reader)
    check_question(reader)
    check_the_example(reader, files)
    shutil.rmtree(t.dir / "home")
