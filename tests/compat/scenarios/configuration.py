"""Configurations: what loads, what counts as a change."""
from .scenario import scenario


UPDATED = """@BASE@
[program:kept]
command=sleep 1000
startsecs=0
[program:changed]
command=sleep 1001
startsecs=0
[program:added]
command=sleep 1000
startsecs=0
[program:web]
command=sleep 1000
process_name=%(process_num)s
numprocs=3
startsecs=0
"""


@scenario("""@BASE@
[program:kept]
command=sleep 1000
startsecs=0
[program:changed]
command=sleep 1000
startsecs=0
[program:removed]
command=sleep 1000
startsecs=0
[program:web]
command=sleep 1000
process_name=%(process_num)s
numprocs=2
startsecs=0
""", "CFG-210 CFG-211 CTL-040 CTL-041 CTL-042 CTL-043 CTL-044 RPC-029", clients=True)
def reread_and_update(s):
    s.start()
    s.until(kept="RUNNING", changed="RUNNING", removed="RUNNING")
    s.ctl("reread")
    s.ctl("update")
    s.config(UPDATED)
    s.ctl("reread")
    s.rpc("reloadConfig")
    s.ctl("avail")
    s.ctl("update nobody")
    s.ctl("update added")
    s.until(added="RUNNING")
    s.ctl("status")
    s.ctl("update")
    s.until(kept="RUNNING", changed="RUNNING", added="RUNNING", web__0="RUNNING", web__1="RUNNING", web__2="RUNNING")
    s.ctl("status")
    s.ctl("update all")
    s.config("@BASE@\n[program:kept]\ncommand=sleep 1000\nstartsecs=soon\n")
    s.ctl("reread")
    s.ctl("update")
    s.rpc("reloadConfig")
    s.ctl("status")
    s.config("@BASE@\n[program:kept]\ncommand=sleep 1000\nstartsecs=0\n")
    s.ctl("update")
    s.ctl("remove kept")
    s.ctl("stop kept")
    s.ctl("remove kept")
    s.ctl("add kept")
    s.until(kept="RUNNING")
    s.ctl("status")
    s.stop()
    s.log()


# Each pair is what one program said and says; what counts as a change (CFG-212, CFG-213).
CHANGES = [
    "command=sleep 999", "priority=5", "autostart=false", "autorestart=true", "startsecs=1", "startretries=4",
    "exitcodes=0,2", "stopsignal=INT", "stopwaitsecs=11", "stopasgroup=true", "killasgroup=true", "user=root",
    "redirect_stderr=true", "stdout_logfile=@DIR@/x", "stdout_logfile_maxbytes=1MB", "stdout_logfile_backups=1",
    "stderr_logfile=NONE", "stdout_events_enabled=true", "environment=A=1", "directory=/tmp", "umask=077",
    "serverurl=http://x:1", "stdout_capture_maxbytes=1KB", "nonsense=1", "process_name=other", "stdout_logfile=AUTO",
]


@scenario("@BASE@\n[program:one]\ncommand=sleep 1000\nautostart=false\n", "CFG-212 CFG-213 CFG-214", needs=("root",))
def what_counts_as_a_change(s):
    s.start()
    for key in CHANGES:
        s.config("@BASE@\n[program:one]\ncommand=sleep 1000\nautostart=false\n%s\n" % key)
        s.note(key, "")
        s.rpc("reloadConfig")
    s.config("@BASE@\n[supervisord]\nenvironment=X=1\n[program:one]\ncommand=sleep 1000\nautostart=false\n")
    s.rpc("reloadConfig")
    s.config("@BASE@\n[program:one]\ncommand=sleep 1000\nautostart=false\n[group:g]\nprograms=one\n")
    s.rpc("reloadConfig")
    s.stop()


# -- configurations that load --------------------------------------------------------------------------------------

@scenario("""@BASE@
[program:full]
command=sleep 1000
process_name=%(program_name)s-%(process_num)d
numprocs=2
numprocs_start=5
priority=12
autostart=false
startsecs=2
startretries=9
autorestart=unexpected
exitcodes=0, 1,2
stopsignal=sigquit
stopwaitsecs=3
stopasgroup=yes
redirect_stderr=on
stdout_logfile=@DIR@/%(program_name)s.%(process_num)d
stdout_logfile_maxbytes=2 MB
stdout_logfile_backups=1_0
stdout_capture_maxbytes=1kb
stdout_events_enabled=TRUE
directory=/tmp
umask=0o22
serverurl=AUTO
environment=A="1",B=2
[program:defaults]
command=/bin/true
autostart=false
[program:offs]
command=/bin/true arg 'two words'
autostart=false
stdout_logfile=off
stderr_logfile=None
stdout_logfile_maxbytes=0
stopsignal=9
autorestart=0
[group:both]
programs=defaults,offs
priority=3
""", "CFG-142 CFG-144 CFG-145 CFG-146 CFG-155 RPC-046 RPC-047")
def every_key(s):
    s.start()
    s.rpc("getAllConfigInfo")
    s.ctl("avail")
    s.ctl("status")
    s.files("*.log")
    s.stop()


@scenario("""@BASE@
[include]
files = parts/*.conf  missing/*.conf @DIR@/more.conf
[program:main]
command=echo %(here)s
autostart=false
""", "CFG-041 CFG-042 CFG-043 CFG-044 CFG-045 CFG-048 CFG-049")
def includes(s):
    s.t.write("parts/b.conf", "[program:b]\ncommand=echo %(here)s\nautostart=false\n[program:main]\npriority=3\n")
    s.t.write("parts/a.conf", "[program:a]\ncommand=echo %(here)s\nautostart=false\n[program:b]\npriority=4\n")
    s.t.write("parts/ignored.txt", "[program:ignored]\ncommand=echo\n")
    s.t.write("more.conf", "[group:g]\nprograms=a\n")
    s.start()
    s.rpc("getAllConfigInfo")
    s.ctl("avail")
    s.stop()
    s.log()


@scenario("""[unix_http_server]
file = @DIR@/s.sock   ; comment
[supervisord]
logfile : @DIR@/supervisord.log
PIDFILE=@DIR@/supervisord.pid
childlogdir=@DIR@
environment=OUTER="o",LIST="a,b"
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://@DIR@/s.sock

# comment
   ; indented comment
[program:x] trailing words
  command = sh -c
     'printf "%%s " "$0" "$@"; env | grep -E "^(OUTER|LIST|OWN|MULTI|SUPERVISOR_)" | sort; echo end'
     one "two words"

     # inside
     three
  stdout_logfile = @DIR@/out
  stdout_logfile = @DIR@/final
  environment = OWN='it is its "own" value',
     MULTI="%(program_name)s %(group_name)s %(process_num)02d %(ENV_OUTER)s %(here)s"
  startsecs=0
  autorestart=false
""", "CFG-020 CFG-021 CFG-022 CFG-025 CFG-026 CFG-027 CFG-028 CFG-107")
def odd_but_valid_syntax(s):
    s.start()
    s.until_file("final", "^end$")
    s.file("final")
    s.rpc("getAllConfigInfo")
    s.stop()
    s.log()
