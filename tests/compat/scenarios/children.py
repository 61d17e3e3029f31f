"""What a program is started with: environment, folder, user, descriptors; and what is said when it cannot be."""
from .scenario import scenario

#: The variables a program has besides what everybody has, sorted.
SHOW = r"""sh -c 'env | grep -vE "^(PATH|HOME|LC_ALL|TZ|PWD|SHLVL|_|OLDPWD|[A-Z]+SAN_OPTIONS)=" | LC_ALL=C sort; echo end'"""


def program(name, command, *more):
    return "[program:%s]\ncommand=%s\nstartsecs=0\nautorestart=false\nstdout_logfile=@DIR@/%s\n" % (name, command, name) + \
        "".join(line + "\n" for line in more)


def prints(name, rows, config, *files):
    """Each file is that of a program, complete when it has a line `end`."""
    def steps(s):
        s.start()
        for file in files:
            s.until_file(file, "^end$")
            s.file(file)
        s.stop()
    scenario(config, rows, name=name)(steps)


prints("environment_of_programs", "PROC-043 CFG-166 CFG-125", """@BASE@
[supervisord]
environment=BOTH="outer",OUTER="o",SUPERVISOR_GROUP_NAME="mine"
""" + program("plain", SHOW) + program("own", SHOW, 'environment=BOTH="own",SUPERVISOR_ENABLED=0,EMPTY="",SPACES="  a  b "') +
       program("member", SHOW) + "[group:team]\nprograms=member\n", "plain", "own", "member")

prints("syntax_of_environment", "CFG-100 CFG-101 CFG-102 CFG-103 CFG-105 CFG-106 CFG-107", "@BASE@\n" +
       program("plain", SHOW, "environment=A=1,B=/usr/bin:/bin,C=a-b.c+d(e)") +
       program("quoted", SHOW, "environment=A=\"x,y=z\",B='it has \"quotes\" within',C=\"it's\"") +
       program("odd", SHOW, "environment=A=1 , B = 2,\n    C==5") +
       program("comment", SHOW, "environment=A=1#x,B=2") +
       program("twice", SHOW, "environment=A=1,A=2,B-C=3") +
       program("cut", SHOW, "environment=A=$HOME"), "plain", "quoted", "odd", "comment", "twice", "cut")

prints("server_url_of_programs", "PROC-044 CFG-167", "@BASE@\n[inet_http_server]\nport=127.0.0.1:@PORT@\n" +
       program("auto", SHOW, "serverurl= auto ") + program("none", SHOW, "serverurl=") +
       program("own", SHOW, "serverurl=http://%(program_name)s:1/"), "auto", "none", "own")

prints("variables_from_outside", "CFG-063 CFG-064 CFG-069", """@BASE@
[supervisord]
environment=HERE="%(here)s",P="%(ENV_PATH)s"
""" + program("x", r"""sh -c 'test "$SAME" = "$(uname -n)" && echo the node; test "$P" = "$PATH" && echo the path; echo "$HERE"; echo end'""",
                      'environment=SAME="%(host_node_name)s"'), "x")

prints("folder_and_umask_of_programs", "PROC-046 CFG-153 CFG-154 DAEMON-022", """@BASE@
[supervisord]
umask=027
directory=/
""" + program("plain", "sh -c 'pwd; touch @DIR@/made.plain; stat -c %%a @DIR@/made.plain; echo end'") +
       program("own", "sh -c 'pwd; touch @DIR@/made.own; stat -c %%a @DIR@/made.own; echo end'", "directory=/usr/bin", "umask=077"),
       "plain", "own")

prints("descriptors_and_groups_of_programs", "PROC-038 PROC-047", "@BASE@\n" + program("two", (
    r"""sh -c 'for fd in 0 1 2; do readlink /proc/self/fd/$fd | tr -d "0-9"; done; ls /proc/self/fd | tr "\\n" " "; echo; """
    r"""set -- $(cat /proc/$$/stat); test $5 = $$ && echo leads its group; test $6 = $$ || echo not its session; echo end'""")) +
       program("one", r"""sh -c 'test "$(readlink /proc/$$/fd/1)" = "$(readlink /proc/$$/fd/2)" && echo the same pipe; """
               "echo x >&2; echo end'", "redirect_stderr=true"), "two", "one")

prints("words_of_commands", "PROC-030 PROC-031 PROC-032", "@BASE@\n" +
       program("quotes", r"""sh -c 'for w; do echo "[$w]"; done; echo end' x a\ b "c d" 'e"f' "g\"h\\i" j'k'l "" $HOME *  ;cut""") +
       program("name", "sh -c 'tr \"\\\\0\" \"\\\\n\" < /proc/$$/cmdline | head -n 1; echo end'"), "quotes", "name")


@scenario("@BASE@\n" + program("tool", "tool", 'environment=PATH="@DIR@/first:@DIR@/second:/usr/bin:/bin"', "autostart=false") +
          program("there", "tool", 'environment=PATH="@DIR@/second:/usr/bin:/bin"', "autostart=false") +
          program("nowhere", "tool", "autostart=false"), "PROC-032 PROC-034 RPC-032")
def search_along_the_path(s):
    s.t.write("first/tool", "not executable")
    s.t.write("second/tool", "#!/bin/sh\necho the second\necho end\nexec sleep 600\n", 0o755)
    s.start()
    for name in ("tool", "there", "nowhere"):
        s.ctl("start " + name)
    s.until_file("there", "^end$")
    s.file("there")
    for name in ("tool", "nowhere"):
        s.rpc("getProcessInfo", name)
    s.stop()


@scenario("@BASE@\n" + program("x", "./tool", "directory=@DIR@/sub", "autostart=false"), "PROC-033")
def command_relative_to_the_folder(s):
    s.t.write("sub/tool", "#!/bin/sh\necho ran\necho end\n", 0o755)
    s.start()
    s.differs("PROC-033")
    s.rpc("startProcess", "x")
    s.stop()


@scenario("@BASE@\n" + program("x", "sh -c 'grep SigIgn /proc/$$/status; echo end'"), "PROC-045")
def ignored_signals(s):
    s.start()
    s.until_file("x", "^end$")
    s.differs("PROC-045")
    s.file("x")
    s.stop()


@scenario("@BASE@\n" + "".join(program(name, command, "autostart=false", "startsecs=2", "startretries=0",
                                        "stderr_logfile=@DIR@/%s.err" % name, *more) for name, command, *more in (
    ("folder", "sleep 1000", "directory=@DIR@/missing"), ("interpreter", "@DIR@/script"), ("text", "@DIR@/words"),
    ("file", "sleep 1000", "directory=@DIR@/words"), ("empty", "sleep 1000", "directory="))), "PROC-040 PROC-041")
def failures_between_fork_and_exec(s):
    s.t.write("script", "#!/no/such/interpreter\n", 0o755)
    s.t.write("words", "words\n", 0o755)
    s.start()
    for name in ("folder", "interpreter", "text", "file", "empty"):
        s.t.fault(s.t.rpc.startProcess, name)
        s.until(**{name: "FATAL"})
        s.file(name + ".err")
        s.differs("PROC-040")
        s.rpc("getProcessInfo", name)
    s.stop()


@scenario("@BASE@\n" + program("x", "sh -c 'id -un; id -gn; id -Gn; echo $HOME $USER $LOGNAME; echo end'", "user=nobody") +
          program("same", "sh -c 'id -un; echo end'", "user=root"), "PROC-042 CFG-165 DAEMON-006", needs=("root",))
def programs_of_other_users(s):
    s.start()
    for name in ("x", "same"):
        s.until_file(name, "^end$")
        s.file(name)
    s.stop()
    s.log_in_order("spawned|CRIT")


@scenario("@BASE@\n" + program("x", "sh -c 'exec >&- 2>&-; exec sleep 1000'") +
          program("server", "sh -c 'sleep 1000 & echo $! > @DIR@/server.pid'", "exitcodes=0"), "PROC-071 PROC-048 PROC-024")
def programs_that_close_or_leave(s):
    s.start("-e", "debug")
    s.until(x="RUNNING", server="EXITED")
    s.until_log("stopped monitoring .*x>|closed, stopped monitoring", 2)
    s.rpc("getProcessInfo", "x")
    s.rpc("getProcessInfo", "server")
    left = int(s.t.read("server.pid"))
    s.note("what the program left behind lives", s.t.alive(left))
    s.rpc("stopProcess", "x")
    s.rpc("startProcess", "server")
    s.stop()
