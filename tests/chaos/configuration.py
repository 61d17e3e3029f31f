"""The configuration of a chaos run: what runs, where it writes, and how the file is changed and broken."""
import os
import pathlib
import sys

ACTOR = pathlib.Path(__file__).resolve().parent / "actor.py"

HEAD = """\
[unix_http_server]
file=@DIR@/s.sock

[inet_http_server]
port=127.0.0.1:@PORT@

[supervisord]
logfile=@DIR@/supervisord.log
logfile_maxbytes=0
pidfile=@DIR@/supervisord.pid
childlogdir=@DIR@
environment=CHAOS_SEED="@SEED@",LD_PRELOAD=""

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://@DIR@/s.sock
"""

#: The backups suffice for hours: a rotation takes nothing away.
KEPT = "stdout_logfile_maxbytes=256KB\nstdout_logfile_backups=900\nstderr_logfile_maxbytes=256KB\nstderr_logfile_backups=900\n"
#: Faults may last longer than any sensible number of retries.
STEADY = "autorestart=true\nstartretries=100000\n"


class Program:
    """`folder` is where its logs go; `steady` programs are running whenever nothing has been wrong for a while; all that a
    `checked` one writes is records, and all of them must be in its logs."""

    def __init__(self, name, mode, folder="safe", more="", steady=True, checked=False, section="program", needs=()):
        self.name, self.mode, self.folder, self.more = name, mode, folder, more
        self.steady, self.checked, self.section, self.needs = steady, checked, section, needs

    def text(self, command):
        lines = ["[%s:%s]" % (self.section, self.name), "command=%s %s @DIR@" % (command, self.mode)]
        if "redirect_stderr" not in self.more:
            lines.append("stderr_logfile=@DIR@/%s/%s.err" % (self.folder, self.name))
        if self.section != "eventlistener":
            lines.append("stdout_logfile=@DIR@/%s/%s.log" % (self.folder, self.name))
        return "\n".join(lines) + "\n" + STEADY + self.more + "\n"


PROGRAMS = (
    Program("plain", "writer", more=KEPT, checked=True),
    Program("seen", "writer", more=KEPT + "stdout_events_enabled=true\n", checked=True),
    Program("captured", "writer", more=KEPT + "stdout_capture_maxbytes=1MB\n", checked=True),
    Program("long", "long_lines", more=KEPT, checked=True),
    Program("both", "both", more=KEPT, checked=True),
    Program("merged", "both", more=KEPT + "redirect_stderr=true\n", checked=True),
    Program("moved", "writer", "logs", KEPT, checked=True),
    Program("shifted", "both", "logs", KEPT, checked=True),
    Program("grown", "writer", "logs", "stdout_logfile_maxbytes=0\n", checked=True),
    Program("squeezed", "writer", "full", KEPT, checked=True),
    Program("pressed", "long_lines", "full", KEPT, checked=True),
    Program("dies", "dies", more=KEPT + "startsecs=0\n", steady=False, checked=True),
    Program("deaf", "deaf", more=KEPT + "stopwaitsecs=1\n", checked=True),
    Program("family", "family", more=KEPT + "stopasgroup=true\nkillasgroup=true\nstopwaitsecs=2\n", checked=True),
    Program("other", "writer", more=KEPT + "user=nobody\n", checked=True, needs=("root",)),
    Program("cgi", "writer", more=KEPT + "socket=unix://@DIR@/cgi.sock\n", checked=True, section="fcgi-program"),
    Program("escapes", "escapes", more="startsecs=0\n", steady=False),
    Program("closes", "closes"),
    Program("keeps", "keeps", more="startsecs=0\nstdout_logfile_maxbytes=1MB\nstdout_logfile_backups=1\n", steady=False),
    Program("floods", "floods", more="stdout_logfile_maxbytes=1MB\nstdout_logfile_backups=2\n"),
    Program("sits", "sits"),
    Program("recorder", "listener", more="events=PROCESS_STATE\nbuffer_size=100000\nstopwaitsecs=2\n", section="eventlistener"),
    Program("rude", "rude_listener", more="events=PROCESS_STATE,TICK_5\nbuffer_size=20\nstartsecs=0\nstopwaitsecs=2\n",
            steady=False, section="eventlistener"),
)

#: Not a configuration: what an editor, a full disk or a mistake leave behind.
BROKEN = {
    "empty": lambda text: "",
    "half": lambda text: text[:len(text) // 2].rsplit("\n", 3)[0] + "\nstopsig",
    "signal": lambda text: text + "\n[program:wrong]\ncommand=/bin/true\nstopsignal=TREM\n",
    "no command": lambda text: text + "\n[program:wrong]\nautostart=true\n",
    "expansion": lambda text: text + "\n[program:wrong]\ncommand=/bin/echo %(nothing)s\n",
    "noise": lambda text: "\x00\x01\x02[[[[\n" * 100,
    "number": lambda text: text + "\n[program:wrong]\ncommand=/bin/true\nnumprocs=many\n",
    "log folder": lambda text: text + "\n[program:wrong]\ncommand=/bin/true\nstdout_logfile=/nowhere/at/all/x.log\n",
}


def interpreter():
    """One that other users may execute too, if there is one."""
    return "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else os.path.realpath(sys.executable)


def programs(missing):
    return [program for program in PROGRAMS if not missing(program.needs)]


def base(chosen, seed):
    command = "%s -I -S %s" % (interpreter(), ACTOR)
    return HEAD.replace("@SEED@", str(seed)) + "\n" + "\n".join(program.text(command) for program in chosen)


def variant(text, dice):
    """The base, with something added that comes and goes and something changed that stays."""
    count = dice.randrange(4)
    if count:
        text += "\n[program:extra]\ncommand=/bin/sleep 1000\nprocess_name=%%(program_name)s_%%(process_num)d\nnumprocs=%d\n" % count
    if dice.random() < 0.5:
        text += "\n[group:couple]\nprograms=sits,closes\n"
    for name in dice.sample(("plain", "moved", "squeezed", "deaf", "both"), dice.randrange(3)):
        text = text.replace("[program:%s]\n" % name, "[program:%s]\nenvironment=VARIANT=\"%d\"\n" % (name, dice.randrange(1000)))
    return text
