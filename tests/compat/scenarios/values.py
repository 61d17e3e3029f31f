"""Every key of every section with values that are odd: what is taken, and the text for what is not.

Nothing starts: behind the section in question stands one that is refused, so that a value that is taken is followed by
the text for that one."""
from .scenario import scenario

VALUES = ("", "x", "-3", "1.5", "a b:c", "yes")

#: A mode below zero, which Supervisor takes, is in a scenario of its own.
MODES = ("umask", "chmod", "socket_mode")

_DAEMON = "[supervisord]\nlogfile=@DIR@/l\npidfile=@DIR@/p\nchildlogdir=@DIR@\n"
_PROGRAM = "[program:zzz]\n"

PROGRAM_KEYS = ("command", "process_name", "numprocs", "numprocs_start", "priority", "autostart", "startsecs", "startretries", "autorestart",
                "exitcodes", "stopsignal", "stopwaitsecs", "stopasgroup", "killasgroup", "user", "directory", "umask",
                "environment", "serverurl")
LOG_KEYS = ("redirect_stderr",) + tuple("%s_%s" % (channel, key) for channel in ("stdout", "stderr") for key in (
    "logfile", "logfile_maxbytes", "logfile_backups", "capture_maxbytes", "events_enabled", "syslog"))
DAEMON_KEYS = ("logfile", "logfile_maxbytes", "logfile_backups", "loglevel", "pidfile", "umask", "nodaemon", "silent", "minfds",
               "minprocs", "nocleanup", "childlogdir", "user", "directory", "strip_ansi", "environment", "identifier")


def _values_of(name, rows, section, keys, before, behind):
    def steps(s):
        for key in keys:
            s.refusals(key, {"%s=%s" % (key, value): "%s%s%s=%s\n%s" % (before, section, key, value, behind)
                             for value in VALUES if key not in MODES or value != "-3"})
    scenario("@BASE@", rows, name="values_of_" + name)(steps)


_values_of("program_keys", "CFG-142 CFG-143 CFG-144 CFG-145 CFG-153 CFG-154 CFG-155 CFG-156 CFG-157 CFG-158 CFG-159 CFG-160 CFG-161 CFG-162 "
           "CFG-163 CFG-164 CFG-165 CFG-166 CFG-167", "[program:a]\ncommand=echo\n", PROGRAM_KEYS, _DAEMON, _PROGRAM)
_values_of("log_keys", "CFG-146 CFG-147 CFG-148 CFG-149 CFG-150 CFG-151 CFG-152", "[program:a]\ncommand=echo\n", LOG_KEYS, _DAEMON, _PROGRAM)
_values_of("daemon_keys", "CFG-110 CFG-111 CFG-112 CFG-113 CFG-114 CFG-115 CFG-116 CFG-117 CFG-118 CFG-119 CFG-120 CFG-121 CFG-122 CFG-123 "
           "CFG-124 CFG-125 CFG-126", "", DAEMON_KEYS, _DAEMON, _PROGRAM)
_values_of("group_keys", "CFG-175 CFG-176", "[program:a]\ncommand=echo\n[group:g]\n", ("programs", "priority"), _DAEMON, _PROGRAM)
_values_of("listener_keys", "CFG-185 CFG-186 CFG-187 CFG-188 CFG-190", "[eventlistener:l]\ncommand=echo\nevents=TICK_5\n",
           ("events", "buffer_size", "priority", "numprocs", "redirect_stderr", "stdout_capture_maxbytes", "command"), _DAEMON,
           "[eventlistener:zzz]\n")
_values_of("fcgi_keys", "CFG-195 CFG-196 CFG-198 CFG-199", "[fcgi-program:f]\ncommand=echo\nsocket=unix://@DIR@/s\n",
           ("socket", "socket_owner", "socket_mode", "socket_backlog", "priority", "user"), _DAEMON, "[fcgi-program:zzz]\n")
_values_of("inet_server_keys", "CFG-093 CFG-131 CFG-134", "[inet_http_server]\nport=127.0.0.1:9001\n", ("port", "username", "password"),
           _DAEMON, "[unix_http_server]\n")
_values_of("unix_server_keys", "CFG-132 CFG-133 CFG-134", "[unix_http_server]\nfile=@DIR@/s.sock\n",
           ("file", "chmod", "chown", "username", "password"), _DAEMON, "[unix_http_server:zzz]\n")
_values_of("interface_keys", "CFG-205", "[rpcinterface:r]\n", ("x",), _DAEMON, _PROGRAM)


@scenario("@BASE@", "CFG-206 CFG-205")
def factories_that_are_not_there(s):
    s.differs("CFG-206")
    s.refusals("factory", {value: "%s[rpcinterface:r]\nsupervisor.rpcinterface_factory=%s\n%s" % (_DAEMON, value, _PROGRAM)
                           for value in VALUES + ("supervisor.rpcinterface:nothing", "no.such:factory")})


@scenario("@BASE@", "CFG-083 CFG-154")
def modes_below_zero(s):
    s.differs("CFG-083")
    s.refusals("umask", {value: "%s[program:a]\ncommand=echo\numask=%s\n%s" % (_DAEMON, value, _PROGRAM) for value in ("-1", "10000", "-0")})


@scenario("@BASE@", "CFG-062")
def expansions_without_a_name(s):
    s.differs("CFG-062")
    s.refusals("command", {value: "%s[program:a]\ncommand=%s\n%s" % (_DAEMON, value, _PROGRAM) for value in ("%s", "100%s", "%r")})


@scenario("@BASE@", "CFG-061 CFG-062 CFG-060")
def expansions_that_fail(s):
    for key in ("command", "priority", "directory", "stdout_logfile", "environment", "process_name", "user", "startsecs"):
        s.refusals(key, {"%s=%s" % (key, value): "%s[program:a]\ncommand=echo\n%s=%s\n%s" % (_DAEMON, key, value, _PROGRAM) for value in (
            "%(nothing)s", "%", "%%", "%(here", "%(here)", "%(here)d", "%(here)y", "%(process_num)s", "%(program_name)s", "%(ENV_NO)s",
            "5%d", "%(here)s")})


@scenario("@BASE@", "CFG-100 CFG-104 CFG-105")
def environments_that_fail(s):
    values = ("A", "A=", "=", "A=1,B", "A=1,B=", "A=1,,B=2", "A='x", 'A="x', "A=x y", "A=@", "A=a@b", ",A=1", "A=1,", "A=1;B=2",
              "A:1", "'A'=1,'B'")
    s.refusals("environment", {value: "%s[program:a]\ncommand=echo\nenvironment=%s\n%s" % (_DAEMON, value, _PROGRAM)
                               for value in values})


@scenario("@BASE@", "CFG-087 CFG-088 CFG-089 CFG-083 CFG-082")
def words_that_are_none(s):
    for key, values in (("stopsignal", ("TREM", "SIG", "SIGSIGTERM", "32", "65", "-9", "1.0", "TERM HUP", "kill")),
                        ("exitcodes", ("256", "-1", "0;1", "0,,1", "a", "1 2", ",", "0x1")),
                        ("autorestart", ("always", "never", "2", "UNEXPECTED", "expected", "None")),
                        ("umask", ("8", "0x1", "1.0", "0b1", "7 7")),
                        ("stdout_logfile_maxbytes", ("5M", "1.5MB", "MB", "5 TB", "5kib", "0x10", "1e3", "1GBMB"))):
        s.refusals(key, {"%s=%s" % (key, value): "%s[program:a]\ncommand=echo\n%s=%s\n%s" % (_DAEMON, key, value, _PROGRAM)
                         for value in values})
