"""The guide of hadeploy: its descriptions are right, its commands are run, those for hosts as a check of the description,
and what it shows is what comes. The examples of the reference are right, too."""
import os
import pathlib
import re
import shlex
import shutil
import subprocess

from harness import shown
from harness.terminal import Terminal

ours_only = "the guide is ours"

GUIDE = pathlib.Path(__file__).resolve().parents[4] / "doc" / "hadeploy.md"
REFERENCE = GUIDE.with_name("hadeploy-yaml.md")
#: Files that descriptions name and the guide does not show. The password is that of its encrypted values.
BESIDE = {"keys/clock_id": "", "keys/clock_id.pub": "ssh-ed25519 AAAA\n", "password": "sesame",
          "keys/app_id.pub": "ssh-ed25519 AAAA\n", "templates/app.conf": "version={{ version }}\n",
          "files/helper.service": "[Service]\nExecStart=/bin/true\n", "files/site/index.html": "hello\n"}
#: Commands that are not run here, by their beginning, and the tests that run them.
ELSEWHERE = {
    "sudo -u clock supervisorctl_clock status": "lab/stories/example",
    "cmake --install ": "install/run.py",
    # Ansible finds out about hosts for its engine.
    "hadeploy --src app.yml --action deploy --engine ansible": "lab/stories/ansible_engine",
}
TESTS = pathlib.Path(__file__).resolve().parents[3]


def fences(text, language):
    """(name or "", content) of each."""
    return [(name, content) for name, other, content in shown.fences(text) if other == language]


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
                foreign = content.startswith("scrape_configs:")   # tests/monitoring knows it
                self.t.true(name or language != "yaml" or foreign, "a description without a name:\n" + content)
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

    def shell(self, command, text=""):
        """What it prints; it has to end with 0."""
        env = {**self.env, "PATH": "%s:%s" % (self.program.parent, self.env["PATH"])}
        done = subprocess.run(["bash", "-euc", "set -o pipefail\n" + command], cwd=self.t.dir, input=text, text=True,
                              capture_output=True, env=env)
        self.t.equal((done.returncode, done.stderr), (0, ""), command)
        return done.stdout

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
    """Each that is not in ELSEWHERE."""
    blocks = [block for name, block in fences(reader.text, "sh") if not name]
    lines = [line for block in blocks for line in block.splitlines()]
    unused = [beginning for beginning in ELSEWHERE if not any(line.startswith(beginning) for line in lines)]
    reader.t.equal(unused, [], "commands of ELSEWHERE that the guide does not have")
    for line in lines:
        place = [test for beginning, test in ELSEWHERE.items() if line.startswith(beginning)]
        if place:
            reader.t.true((TESTS / place[0]).exists(), "%s is run by tests/%s" % (line, place[0]))
        elif line.startswith("hadeploy --"):
            reader.checks(shlex.split(line.split(" | ")[0]))
        else:
            check_encryption(reader, line)


def check_encryption(reader, line):
    """What it prints can be read again."""
    reader.t.match(r"^printf .* \| hadeploy vault encrypt$", line, "a command that this test does not know")
    text = reader.shell(line + " --vaultPasswordFile password")
    reader.t.match(r"^ *\$ANSIBLE_VAULT;1\.1;AES256$", text, line)
    said = re.match("printf %s '(.*)' ", line).group(1)
    reader.t.equal(reader.shell("hadeploy vault decrypt --vaultPasswordFile password", text).rstrip("\n"), said)


def check_differences(reader):
    """The commands for scripts, here about a supervisor of one's own."""
    lines = [line for _, block in fences(reader.text, "sh") for line in block.splitlines() if " | jq " in line]
    reader.t.true(lines, "there are some")
    for line in lines:
        reader.t.equal(reader.shell(line.replace("app.yml", "hello.yml")), "", line)


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
            elif words[0] == "ls":
                reader.t.equal(sorted(reader.shell(command).split()), sorted(expected.split()), command)
            else:
                reader.t.match("Delete it", expected, "%s is not run, and check_question does not" % command)
            if "status" in words and "hello.yml" in words:
                check_differences(reader)
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
