"""Names, numbers and texts from the edge of what is allowed."""
from .events import heard, pool
from .listeners import begin
from .scenario import scenario


def _killed_by(number):
    return ("[program:s%02d]\ncommand=sh -c 'kill -%d $$; sleep 1000'\nautostart=false\nautorestart=false\nstartsecs=0\n"
            % (number, number))


NUMBERS = (4, 7, 16, 24, 29, 30, 31, 34, 35, 40, 63, 64)


@scenario("@BASE@\n" + "".join(map(_killed_by, NUMBERS)), "DAEMON-058 PROC-006")
def signals_without_a_name(s):
    s.start()
    for number in NUMBERS:
        s.t.rpc.startProcessGroup("s%02d" % number, False)
        s.t.wait_state("s%02d" % number, "EXITED")
    s.t.log_path.write_text(s.t.log().replace(" (core dumped)", ""))
    s.log_in_order("exited")
    s.stop()


CODES = (0, 1, 2, 126, 127, 128, 129, 254, 255)


@scenario("@BASE@\n" + "".join("[program:c%03d]\ncommand=sh -c 'exit %d'\nautostart=false\nautorestart=false\nstartsecs=0\n"
                               "exitcodes=0,128,255\n" % (code, code) for code in CODES), "DAEMON-058 PROC-005 RPC-044 CFG-088")
def exit_codes_of_programs(s):
    s.start()
    for code in CODES:
        name = "c%03d" % code
        s.t.rpc.startProcessGroup(name, False)
        s.t.wait_state(name, "EXITED")
        info = s.t.rpc.getProcessInfo(name)
        s.note(name, "%s %r" % (info["exitstatus"], info["spawnerr"]))
    s.log_in_order("exited")
    s.stop()


@scenario("@BASE@\n" + "".join("[program:%s]\ncommand=sleep 1000\nautostart=false\nstartsecs=0\n" % name for name in (
    "a", "B", "b-1", "b_1", "b.1", "Z", "\u00e9t\u00e9", "a&b<c>",
    "x'y\"z", "a_program_with_a_name_of_more_than_thirty_letters", "10", "9", "*")),
          "RPC-045 CTL-020 CTL-039 RPC-011", clients=True)
def odd_names(s):
    s.start()
    s.ctl("status")
    s.ctl("avail")
    s.ctl("start a&b<c> \u00e9t\u00e9 10", sort=True)
    s.ctl("status a&b<c> \u00e9t\u00e9 10")
    s.ctl("stop *")
    s.ctl("start *")
    s.ctl("status *")
    s.rpc("getProcessInfo", "a&b<c>")
    s.rpc("getProcessInfo", "x'y\"z")
    s.ctl("pid \u00e9t\u00e9")
    s.stop()


@scenario("@BASE@\n[program:p]\ncommand=sleep 1000\nprocess_name=other\nstartsecs=0\n", "RPC-013 CTL-014 CFG-143", clients=True)
def process_called_otherwise(s):
    s.start()
    s.until(p__other="RUNNING")
    for command in ("status", "status p", "status p:other", "status other", "stop p", "stop other", "stop p:other", "start p:*",
                    "pid p:other", "restart p:", "clear p:other", "tail p:other", "avail"):
        s.ctl(command)
    s.stop()


def _listens_on(form, name):
    @scenario("[supervisord]\nlogfile=@DIR@/supervisord.log\npidfile=@DIR@/supervisord.pid\nchildlogdir=@DIR@\n"
              "[inet_http_server]\nport=%s\n"
              "[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n"
              "[supervisorctl]\nserverurl=http://127.0.0.1:@PORT@\n"
              "[program:p]\ncommand=sh -c 'echo $SUPERVISOR_SERVER_URL; echo end'\nstartsecs=0\nautorestart=false\n"
              "stdout_logfile=@DIR@/p\n" % form,
              "CFG-093 PROC-044 DAEMON-036", name="server_at_" + name)
    def steps(s):
        s.start()
        s.until_file("p", "end")
        s.file("p")
        s.ctl("status")
        s.stop()
        s.log_in_order("CRIT Server|RPC")


_listens_on("127.0.0.1:@PORT@", "an_address")
_listens_on("LocalHost:@PORT@", "a_name")


@scenario("@BASE@\n", "CFG-008 CFG-138 CFG-139 CFG-140 CLI-052 CLI-053")
def sections_of_supervisorctl(s):
    s.start()
    url = "unix://%s" % s.t.socket_path
    base = "[supervisorctl]\n"
    for text in (base + "serverurl=%s\n" % url, base + "serverurl=unix://s.sock\n", base + "serverurl=%s/none\n" % url,
                 base + "serverurl=%s\nusername=a\npassword=b\n" % url, base + "serverurl=%s\nusername=%%(here)s\n" % url,
                 base + "serverurl=unix://%(here)s/s.sock\n", base + "serverurl=unix://%(nothing)s/s.sock\n",
                 base + "serverurl=%s\nprompt=%%(x\n" % url, base + "serverurl=%s\nprompt=%%(ENV_TZ)s\n" % url, "[supervisord]\n",
                 base + "serverurl=ftp://x\n", base + "serverurl=x\n", base + "serverurl=\n"):
        s.t.write("ctl.conf", text)
        s.note("configuration", s.normal.text(text).rstrip("\n"))
        s.ctl("-c ctl.conf version", conf=False)
    s.stop()


@scenario("@BASE@\n[supervisorctl]\nprompt=mine here\n[program:p]\ncommand=sleep 1000\nautostart=false\n", "CFG-140 CTL-080")
def prompt_of_the_shell(s):
    s.start()
    s.shell("version\nstatus\n")
    s.shell("-i", "pid p\n")
    s.stop()


@scenario("@BASE@\n[program:p]\ncommand=cat\nstartsecs=0\nstdout_logfile=@DIR@/p\n", "LOG-065 LOG-061 RPC-012")
def tails_of_letters_of_two_bytes(s):
    s.start()
    s.until(p="RUNNING")
    s.t.rpc.sendProcessStdin("p", "\u00e4\u00f6\u20ac\U0001f600\n")
    s.until_file("p", "\n")
    for offset, length in ((0, 0), (0, 2), (2, 2), (4, 3), (7, 4), (-5, 0), (-12, 0)):
        s.rpc("readProcessStdoutLog", "p", offset, length)
    s.rpc("tailProcessStdoutLog", "p", 0, 100)
    s.ctl("tail p")
    for offset, length in ((1, 1), (0, 1), (-6, 0)):
        s.differs("LOG-065")
        s.rpc("readProcessStdoutLog", "p", offset, length)
    s.stop()


@scenario("@BASE@\n[program:p]\ncommand=@PIDPROXY@ @DIR@/child.pid /bin/sh -c 'trap \"echo got HUP\" HUP; "
          "trap \"echo got TERM; exit 5\" TERM; echo $$ > @DIR@/child.pid; echo ready; while :; do sleep 0.05; done'\n"
          "startsecs=0\nautorestart=false\nstdout_logfile=@DIR@/p\n", "EXT-008")
def pidproxy(s):
    s.config(s.t.conf.read_text().replace("@PIDPROXY@", s.t.programs.supervisord.removesuffix("supervisord") + "pidproxy"))
    s.start()
    s.until_file("p", "ready")
    s.rpc("signalProcess", "p", "HUP")
    s.until_file("p", "got HUP")
    s.rpc("stopProcess", "p")
    s.until_file("p", "got TERM")
    s.file("p")
    s.stop()


@scenario("@BASE@" + pool("l", "PROCESS_GROUP,SUPERVISOR_STATE_CHANGE") + "[program:a]\ncommand=sleep 1000\nstartsecs=0\n[program:b]\n"
          "command=sleep 1000\nautostart=false\n", "EVT-013 EVT-025 CTL-041")
def events_of_an_update(s):
    begin(s, l="RUNNING", a="RUNNING")
    heard(s, "l", 4)
    s.config(s.t.conf.read_text().replace("[program:b]", "[program:c]").replace("sleep 1000\nstartsecs", "sleep 1001\nstartsecs"))
    s.ctl("update", sort=True)
    heard(s, "l", 8)
    s.note("kinds", "\n".join(sorted(" ".join(line.split()[4:]) for line in s.t.read("l.events").splitlines())))
    s.stop()


@scenario("@BASE@" + pool("err", "PROCESS_LOG_STDERR") + pool("out", "PROCESS_LOG_STDOUT") +
          "[program:p]\ncommand=sh -c 'while read line; do echo \"$line\"; echo \"$line\" >&2; done'\nstartsecs=0\n"
          "stdout_events_enabled=true\nstderr_events_enabled=true\nstdout_logfile=NONE\nstderr_logfile=NONE\n"
          "[program:quiet]\ncommand=sh -c 'echo x; echo y >&2; sleep 1000'\nstartsecs=0\n", "EVT-008 CFG-150 CFG-146")
def events_of_each_channel(s):
    begin(s, err="RUNNING", out="RUNNING", p="RUNNING", quiet="RUNNING")
    for number, line in enumerate(("first", "\u20ac", "")):
        s.t.rpc.sendProcessStdin("p", line + "\n")
        heard(s, "out", number + 1)
        heard(s, "err", number + 1)
    s.file("out.events")
    s.file("err.events")
    s.stop()


@scenario("@BASE@" + pool("l", "SUPERVISOR_STATE_CHANGE,PROCESS_STATE_RUNNING"), "EVT-011 DAEMON-080 DAEMON-076")
def events_over_a_restart(s):
    begin(s, l="RUNNING")
    heard(s, "l", 2)
    s.signal("HUP")
    s.until_log("supervisord started", 2)
    s.t.wait_ready()
    s.until(l="RUNNING")
    s.t.wait(lambda: s.t.read("l.events").count("CHANGE_RUNNING") == 2, "the second start to be told")
    s.t.wait(lambda: s.t.read("l.events").count("STATE_RUNNING") == 2, "its own start to be told")
    # That it is stopping is told in time, or not.
    s.note("what it heard", "\n".join(line for line in s.t.read("l.events").splitlines() if "STOPPING" not in line))
    s.stop()
