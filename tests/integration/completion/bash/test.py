"""Completion in bash: what the function of the file in etc/completion offers, and a TAB typed at a real prompt."""
import re
import shutil
import subprocess

from harness import completion
from harness.terminal import Terminal

ours_only = "completion files are ours"

#: Readline's word breaks, of which bash makes words of their own or separators.
BREAKS = "\"'><=;|&(:"

ASK = """\
source "$1"; shift
COMP_LINE=$1 COMP_POINT=${#1}; shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
_${COMP_WORDS[0]} "${COMP_WORDS[0]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


def split(line):
    """The words as bash hands them to a function: `:` and `=` stand alone."""
    words = re.findall(r"'[^']*'?|[:=]+|[^\s:=']+", line)
    return words + [""] if line.endswith(" ") else words


def whole(line, candidate):
    """A candidate replaces what stands behind the last word break."""
    word = line[line.rfind(" ") + 1:]
    return re.sub(r"[^:=]*$", "", word) + candidate


def test(t):
    if not shutil.which("bash"):
        t.skip("bash is not installed")
    completion.start(t)
    environment = completion.environment(t)

    def ask(line):
        words = split(line)
        file = completion.FILES / (words[0] + ".bash")
        done = subprocess.run(["bash", "--norc", "-c", ASK, "bash", str(file), line, *words], env=environment,
                              cwd=t.dir, capture_output=True, text=True)
        t.equal(done.stderr, "", "errors of bash for %r" % line)
        return {whole(line, candidate) for candidate in done.stdout.split("\n") if candidate}
    completion.check(t, ask)

    t.wait_state("pair:first", "RUNNING")
    shell = Terminal([shutil.which("bash"), "--norc", "-i"], t.dir, {**environment, "PS1": "ready> "})
    shell.wait_for(b"ready> ", 30)
    shell.type(b"source %s\n" % str(completion.FILES / "supervisorctl.bash").encode())
    shell.wait_for(b"ready> ", 30, times=2)
    shell.type(b"supervisorctl -c supervisord.conf status pair:fi\t\n")
    shell.wait_for(b"RUNNING", 30)
    shell.type(b"exit\n")
    shell.end(30)
    t.match(r"status pair:first *\r?\n", shell.seen.decode(), "the completed line")
