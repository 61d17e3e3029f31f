"""Files of output: rotation, reopening, AUTO names, escape sequences."""
from .scenario import scenario


@scenario("""@BASE@
[program:talker]
command=sh -c 'while read line; do echo "$line"; done'
startsecs=0
stdout_logfile=@DIR@/out
stdout_logfile_maxbytes=100
stdout_logfile_backups=2
stderr_logfile=NONE
[program:cut]
command=sh -c 'while read line; do echo "$line"; done'
startsecs=0
redirect_stderr=true
stdout_logfile=@DIR@/cut
stdout_logfile_maxbytes=60
stdout_logfile_backups=0
""", "LOG-020 LOG-021 LOG-022")
def rotation(s):
    s.start()
    s.until(talker="RUNNING", cut="RUNNING")
    for number in range(9):
        for name in ("talker", "cut"):
            s.rpc("sendProcessStdin", name, "%d%s\n" % (number, "x" * 40))
        s.t.wait(lambda: any("%dx" % number in s.t.read(n) for n in ("out", "out.1")), "line %d" % number)
        # Every second line fills the file, which then begins anew.
        s.t.wait(lambda: ("%dx" % number in s.t.read("cut")) if number % 2 == 0 else s.t.read("cut") == "",
                 "line %d in cut" % number)
    s.stop()
    s.files("out*")
    for name in ("out", "out.1", "out.2", "cut"):
        s.file(name)


@scenario("""@BASE@
[supervisord]
strip_ansi=true
[program:colour]
command=printf 'a\\033[31mred\\033[0m \\033[Kb \\033]0;title\\007 \\033[2Jc \\033 d \\033[1;31Hx\\n'
startsecs=0
autorestart=false
stdout_logfile=@DIR@/out
""", "LOG-040 CFG-124")
def stripping_ansi(s):
    s.start()
    s.until(colour="EXITED")
    s.file("out")
    s.stop()


@scenario("""@BASE@
[supervisord]
identifier=id.x
[program:a]
command=sleep 1000
startsecs=0
[program:b]
command=sleep 1000
autostart=false
redirect_stderr=true
[program:c]
command=sleep 1000
autostart=false
stdout_logfile=NONE
stderr_logfile_maxbytes=0
""", "LOG-030 LOG-031 DAEMON-012 CFG-120 CFG-126")
def auto_logs(s):
    for name in ("x-stdout---id.x-aaaaaaaa.log", "x-stderr---id.x-aaaaaaaa.log.3", "x-stdout---other-aaaaaaaa.log", "y.log"):
        s.t.write(name, "old")
    s.start()
    s.until(a="RUNNING")
    s.files("*.log*")
    s.rpc("getAllProcessInfo")
    s.stop()
    s.files("*.log*")
    s.start("-k")
    s.until(a="RUNNING")
    s.stop()
    s.log()


@scenario("""@BASE@
[program:talker]
command=sh -c 'echo one; echo two >&2; while read line; do echo "$line"; done'
startsecs=0
stdout_logfile=@DIR@/out
stderr_logfile=@DIR@/err
""", "LOG-025 DAEMON-055 LOG-034")
def reopening_logs(s):
    s.start()
    s.until_file("out", "one")
    s.until_file("err", "two")
    (s.t.dir / "out").rename(s.t.dir / "out.old")
    s.signal("USR2")
    s.t.wait(lambda: (s.t.dir / "out").exists(), "the log to be opened anew")
    s.rpc("sendProcessStdin", "talker", "three\n")
    s.until_file("out", "three")
    s.stop()
    for name in ("out.old", "out", "err"):
        s.file(name)
    s.log()
