"""What shells must offer for lines that begin with our programs: one list for all shells."""
import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = ROOT / "etc" / "completion"

CONFIG = """\
@BASE@

[program:solo]
command=/bin/cat

[group:pair]
programs=first,second

[program:first]
command=/bin/cat

[program:second]
command=/bin/cat
autostart=false
"""

PROCESSES = {"solo", "pair:first", "pair:second"}
NAMES = PROCESSES | {"pair:*", "all"}

#: (line up to the cursor, what must be offered). `@CTL@` is supervisorctl with the running daemon's configuration.
QUESTIONS = (
    ("@CTL@ sta", {"start", "status"}),
    ("@CTL@ start ", NAMES),
    ("@CTL@ stop solo ", NAMES - {"solo"}),
    ("@CTL@ restart pair:", {"pair:first", "pair:second", "pair:*"}),
    ("@CTL@ restart pair:f", {"pair:first"}),
    ("@CTL@ clear so", {"solo"}),
    ("@CTL@ status xyz", set()),
    ("@CTL@ fg ", PROCESSES),
    ("@CTL@ fg solo ", set()),
    ("@CTL@ pid so", {"solo"}),
    ("@CTL@ tail s", {"solo"}),
    ("@CTL@ tail -", {"-f"}),
    ("@CTL@ tail -f pair:s", {"pair:second"}),
    ("@CTL@ tail solo ", {"stdout", "stderr"}),
    ("@CTL@ tail solo stdout ", set()),
    ("@CTL@ signal USR", {"USR1", "USR2"}),
    ("@CTL@ signal HUP so", {"solo"}),
    ("@CTL@ add ", {"later"}),
    ("@CTL@ remove ", {"solo", "pair"}),
    ("@CTL@ update ", {"solo", "pair", "later", "all"}),
    ("@CTL@ help up", {"update"}),
    ("@CTL@ avail ", set()),
    ("supervisorctl --conf", {"--configuration"}),
    ("supervisorctl -s unix://@DIR@/s.sock stop s", {"solo"}),
    ("supervisorctl --serverurl=unix://@DIR@/s.sock stop s", {"solo"}),
    ("supervisorctl -i -c supervisord.conf stop s", {"solo"}),
    ("supervisorctl -c 'with blank.conf' stop s", {"solo"}),
    ("supervisorctl -c nowhere.conf start ", {"all"}),
    ("supervisorctl -s unix://@DIR@/none.sock start ", {"all"}),
    ("supervisord --check --logl", {"--loglevel"}),
    ("supervisord -e wa", {"warn"}),
    ("hadeploy va", {"vault"}),
    ("hadeploy --src a.yml --sr", {"--src"}),
    ("hadeploy --src a.yml --action st", {"start", "status", "stop"}),
    ("hadeploy --scope us", {"users"}),
    ("hadeploy --log-level w", {"warn"}),
    ("hadeploy vault re", {"rekey"}),
    ("hadeploy vault rekey --new", {"--newVaultPasswordFile"}),
)
#: Here the words are files, whose candidates shells write in different ways; the beginning decides.
FILE_QUESTION, FILE_OFFERED = "supervisorctl -c with", "with"


def start(t):
    """Starts a daemon that knows three processes, and one group more since."""
    t.config(CONFIG)
    t.start()
    t.config(CONFIG + "\n[program:later]\ncommand=/bin/cat\n")
    t.ctl("reread", code=0, out="later: available\n")
    t.write("with blank.conf", t.conf.read_text())


def environment(t):
    """The programs under test come first in PATH."""
    folders = [os.path.dirname(os.path.abspath(t.programs.supervisorctl)), t.env["PATH"]]
    return {**t.env, "PATH": ":".join(folders), "HOME": str(t.dir)}


def check(t, ask):
    """`ask(line)` gives the candidates as a set."""
    for line, expected in QUESTIONS:
        line = t.expand(line.replace("@CTL@", "supervisorctl -c %s" % t.conf))
        t.equal(ask(line), expected, "candidates for %r" % line)
    offered = ask(FILE_QUESTION)
    t.true(len(offered) == 1 and offered.pop().startswith(FILE_OFFERED), "%r offers the file" % FILE_QUESTION)
