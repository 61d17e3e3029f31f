"""Every block of code in the README, CONTRIBUTING.md and doc/ has a test that does what it shows, or a reason why there is
none. Stories (`$ command` and what it prints, files with names, fragments of configuration) are done by documentation/pages;
everything else stands in BLOCKS below, by its page and its beginning. A block that does not is a failure, and so is a row
without a block."""
import json
import os
import pathlib
import re
import shlex
import subprocess

from harness import shown
from harness.wait import Failed

ours_only = "the documentation is ours"
limit = 180

TESTS = pathlib.Path(__file__).resolve().parents[3]
ROOT = TESTS.parent
ALL = ""   # the beginning of every block


class Reader:
    """Somebody with a daemon of their own, who does what a page shows with their own addresses and passwords."""

    def __init__(self, t):
        self.t = t
        self.hadeploy = pathlib.Path(os.environ.get(
            "HADEPLOY", pathlib.Path(t.programs.supervisorctl).with_name("hadeploy"))).absolute()
        programs = t.dir / "bin"
        programs.mkdir()
        for path in (t.programs.supervisord, t.programs.supervisorctl, self.hadeploy):
            (programs / pathlib.Path(path).name).symlink_to(os.path.abspath(path))
        self.env = {**t.env, "PATH": "%s:%s" % (programs, t.env["PATH"]), "HOME": str(t.dir)}
        tcp = "127.0.0.1:%d" % t.port()
        self.own = {
            "/run/supervisor.sock": str(t.socket_path), "127.0.0.1:9001": tcp, "edge1.example.com:9001": tcp,
            "-u prometheus ": "-u prometheus:secret ",   # curl asks a terminal for it
            "/etc/supervisord.conf": str(t.conf), "/etc/prometheus/targets/": str(t.dir) + "/",
            "--src app.yml": "--src %s/etc/hadeploy/app.yml" % ROOT}

    def owned(self, text):
        for theirs, own in self.own.items():
            text = text.replace(theirs, own)
        return text

    def output(self, *words):
        done = subprocess.run(words, cwd=self.t.dir, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=60)
        return done.returncode, done.stdout


class Block:
    def __init__(self, page, language, content, before):
        self.page = page
        self.language = language
        self.content = content
        self.before = before    #: the content of the block above it

    def __str__(self):
        return "%s: the block\n%s" % (self.page, self.content)


# -- what can be done with a block; each takes the reader and the block --------------------------------------------

def runs(*seen, status=0):
    """It is run, by bash or by Python, and prints something that matches each of these."""
    def do(reader, block):
        text = reader.owned(block.content)
        words = ("python3", "-c", text) if block.language == "python" else ("bash", "-ec", "set -o pipefail\n" + text)
        code, out = reader.output(*words)
        if code != status or not all(re.search(pattern, out) for pattern in seen):
            raise Failed("%s\nended with %d and printed\n%s\nwanted: %d, %s" % (
                block, code, out[-2000:], status, seen))
    return do


def writes(message):
    """A program with the configuration of the block before it writes such a line."""
    def do(reader, block):
        keys = re.sub(r"^\[.*\]\n|^(command|stdout_logfile\w*)=.*\n", "", block.before, flags=re.M)
        conf = reader.t.write("line.conf", "[supervisord]\nlogfile=/dev/null\nlogfile_maxbytes=0\npidfile=@DIR@/line.pid\n"
                              "nodaemon=true\nsilent=true\n[program:web]\ncommand=/bin/sh -c 'echo %s; exit 7'\nstartsecs=0\n"
                              "autorestart=false\nessential=true\nstdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=0\n%s"
                              % (message, keys))
        _, out = reader.output("supervisord", "-c", conf)
        one_line = [re.sub(r'"pid":\w+', '"pid":N', line) for line in shown.comparable(out)]
        wanted = [re.sub(r'"pid":\w+', '"pid":N', line) for line in shown.comparable(block.content)]
        if one_line != wanted:
            raise Failed("%s\nbut its program writes\n%s" % (block, out))
    return do


def is_right(reader, block):
    """As a part of a configuration."""
    conf = reader.t.write("part.conf", "[supervisord]\n" + block.content)
    reader.t.supervisord("--check", "-c", conf, code=0)


def health_check(reader, block):
    command = re.search(r" CMD (.*)", block.content).group(1)
    for words, status in ((command, 0), (command + " wrong", 3)):
        code, out = reader.output("sh", "-c", reader.owned(words))
        if code != status:
            raise Failed("%s\nended with %d: %s" % (block, code, out))


def writes_targets(reader, block):
    if not os.access(reader.hadeploy, os.X_OK):
        print("commands: %s: not run, hadeploy is not built" % block.page, flush=True)
        return
    runs()(reader, block)
    reader.t.equal(type(json.loads(reader.t.read("app.json"))), list, "what was written")


def only_exists(reader, block):
    """Its syntax is right, and what it calls is there, with the options that it is given."""
    if block.language not in ("", "sh"):
        return
    code, out = reader.output("bash", "-n", "-c", block.content)
    if code != 0:
        raise Failed("%s\nis no script: %s" % (block, out))
    for command in commands(block.content):
        words = [word for word in command if word != "sudo" and not re.match(r"[A-Z_]+=", word)]
        if words:
            check_words(reader, words)


def commands(script):
    """The words of each."""
    bare = re.sub(r"(^|\s)#.*$", "", script.replace("\\\n", " "), flags=re.M)
    lexer = shlex.shlex(bare, posix=True, punctuation_chars="|&;<>\n")
    lexer.whitespace = " \t"
    lexer.whitespace_split = True
    lexer.commenters = ""
    found = [[]]
    for word in lexer:
        if re.fullmatch(r"[|&;\n]+", word):
            found.append([])
        else:
            found[-1].append(word)
    return found


def check_words(reader, words):
    program = words[0]
    options = [word.split("=")[0] for word in words[1:] if re.match("--[a-z]", word)]
    if re.match(r"(scripts|tests|packaging|\.ci)/", program):
        if not os.access(ROOT / program, os.X_OK):
            raise Failed("there is no program %s" % program)
        program = str(ROOT / program)
    elif program not in ("supervisord", "supervisorctl", "hadeploy"):
        return
    if options and not (program == "hadeploy" and not os.access(reader.hadeploy, os.X_OK)):
        topics = [["help", "--all", word] for word in words[1:] if program == "supervisorctl" and word[0] != "-"]
        help_text = "".join(reader.output(program, *ask)[1] for ask in (["--help"], *topics))
        for option in options:
            if not re.search(re.escape(option) + r"\b", help_text):
                raise Failed("%s has no option %s" % (words[0], option))


def by(*places):
    """Tests of their own do what it shows."""
    def do(reader, block):
        for place in places:
            if not (TESTS / place).exists():
                raise Failed("%s\nis done by tests/%s, which is not there" % (block, place))
        only_exists(reader, block)
    return do


def not_run(reason):
    assert reason
    return only_exists


def is_drawing(reader, block):
    """There is nothing to do."""
    reader.t.match("-->|---", block.content, "%s: a drawing has arrows" % block.page)


BUILDS = not_run("it builds the project and runs these tests; `.ci/run` does it for each change")
MEASURES = not_run("it measures for minutes what depends on the machine")

BLOCKS = {
    "README.md": {
        "scripts/run ": BUILDS,
        "hadeploy --src app.yml": by("lab/stories/example"),
        "scripts/package ": by("packaging/image", "packaging/service"),
    },
    "CONTRIBUTING.md": {"scripts/test ": BUILDS},
    "architecture.md": {ALL: is_drawing},
    "containers.md": {"HEALTHCHECK": health_check},
    "hadeploy.md": {ALL: by("integration/documentation/guide_of_hadeploy")},
    "hadeploy-yaml.md": {ALL: by("integration/documentation/guide_of_hadeploy")},
    "installing.md": {ALL: by("packaging/installing")},
    "logging.md": {
        "2026-01-31T23": writes("listening on port 8080"),
        "{\"time\"": writes("listening"),
        "journalctl": by("integration/log/journal"),
    },
    "monitoring.md": {
        "curl": runs(r"(?s)# TYPE supervise_programs .*# TYPE supervise_programs "),
        "hadeploy": writes_targets,
        "scrape_configs": by("monitoring/run.py"),
        "supervise_program_state": by("monitoring/run.py"),
    },
    "performance.md": {ALL: MEASURES},
    "reliability.md": {"tests/chaos/run.py": by("chaos/run.py")},
    "rpc-extensions.md": {
        "#include": by("unit/rpc/example_namespace_test.cpp"),
        "Factory{": by("unit/rpc/example_namespace_test.cpp"),
        "[rpcinterface:example]": not_run("the example is compiled into its test, not into supervisord"),
    },
    "status-json.md": {"curl": runs('"schema":1', r"(?m)^wrong$", status=3)},
    "xmlrpc.md": {
        "[rpcinterface:supervisor]": is_right,
        "curl": runs("<name>statename</name>", "ALREADY_STARTED: web"),
        "import xmlrpc.client": runs("'statename': 'RUNNING'", "60 ALREADY_STARTED: web"),
        "import http.client": runs(),
    },
}


def others(path):
    """The blocks of a page that are not done by documentation/pages."""
    before = ""
    for name, language, content in shown.blocks(path.read_text()):
        told = path.name not in shown.ELSEWHERE and (
            language in ("console", "ini") or (name and language != "cpp"))
        if not told:
            yield Block(path.name, language, content, before)
        before = content


def check_page(reader, path, problems):
    rows = dict(BLOCKS.get(path.name, {}))
    used = set()
    for block in others(path):
        found = [beginning for beginning in rows if block.content.startswith(beginning)]
        if not found:
            problems.append("%s\nhas no row in BLOCKS of documentation/commands" % block)
            continue
        used.update(found)
        try:
            rows[found[0]](reader, block)
        except Failed as failed:
            problems.append(str(failed))
    problems.extend("%s: no block begins with %r" % (path.name, row) for row in rows if row not in used)


def check_the_checker(t):
    """It can fail."""
    t.equal(commands("a b | c 'd\n e' && f  # g\nh \\\n i\n"), [["a", "b"], ["c", "d\n e"], ["f"], ["h", "i"], []])
    t.equal([content for _, _, content in shown.blocks("a\n\n    b\n\n      c\n\n```sh\nd\n```\n")], ["d\n", "b\n\n  c\n"])


def test(t):
    check_the_checker(t)
    t.start()
    t.wait_states({"web": "RUNNING", "api": "RUNNING", "cache": "RUNNING", "wrong": "FATAL"})
    reader = Reader(t)
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "doc").glob("*.md"))]
    problems = ["there is no page " + name for name in set(BLOCKS) - {path.name for path in pages}]
    for path in pages:
        check_page(reader, path, problems)
    if problems:
        raise Failed("blocks of the documentation:\n" + "\n\n".join(problems))
    t.stop()
