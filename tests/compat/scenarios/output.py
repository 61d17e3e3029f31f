"""Where the output of programs goes, byte for byte, and how it is read back."""
from .scenario import scenario

#: Prints each line it is sent, with printf, so that any bytes can be had.
SAYS = "[program:%s]\ncommand=sh -c 'while read -r line; do printf \"$line\"; done'\nstartsecs=0\nstdout_logfile=@DIR@/%s\n%s\n"


def says(name, *keys):
    return SAYS % (name, name, "\n".join(keys))


def tell(s, name, text):
    s.t.rpc.sendProcessStdin(name, text + "\n")


@scenario("@BASE@\n[program:p]\ncommand=sh -c 'echo out; echo err >&2; echo out'\nstartsecs=0\nautorestart=false\n"
          "redirect_stderr=true\nstdout_logfile=@DIR@/p\n", "CFG-152 LOG-033 PROC-038")
def stderr_with_stdout(s):
    s.start()
    s.until(p="EXITED")
    s.file("p")
    s.rpc("readProcessStderrLog", "p", 0, 0)
    s.rpc("tailProcessStderrLog", "p", 0, 10)
    s.ctl("tail p stderr")
    s.rpc("getProcessInfo", "p")
    s.stop()


@scenario("@BASE@\n[program:p]\ncommand=sh -c 'echo run $$ | tr -d 0-9'\nstartsecs=0\nautorestart=false\nstdout_logfile=@DIR@/p\n",
          "LOG-034 LOG-032")
def appended_over_restarts(s):
    s.t.write("p", "before\n")
    s.start()
    s.until(p="EXITED")
    s.ctl("start p")
    s.until_file("p", "run", 2)
    s.until(p="EXITED")
    s.file("p")
    s.stop()
    s.start()
    s.until_file("p", "run", 3)
    s.stop()
    s.file("p")


@scenario("@BASE@\n" + says("one", "stdout_logfile_maxbytes=10", "stdout_logfile_backups=1") +
          says("none", "stdout_logfile_maxbytes=0") + says("many", "stdout_logfile_maxbytes=1", "stdout_logfile_backups=3"),
          "LOG-020 LOG-022 LOG-023 LOG-024")
def rotation_at_each_write(s):
    s.start()
    s.until(one="RUNNING", none="RUNNING", many="RUNNING")
    for number in range(5):
        for name in ("one", "none", "many"):
            tell(s, name, r"%d23456789\n" % number)
        for name in ("one.1", "none", "many.1"):
            s.until_file(name, "^%d2" % number)
    s.stop()
    s.files("one*")
    s.files("none*")
    s.files("many*")
    for name in ("one", "one.1", "none", "many", "many.1", "many.2", "many.3"):
        s.file(name)


@scenario("@BASE@\n" + says("p", "stdout_logfile_maxbytes=20", "stdout_logfile_backups=2"), "LOG-023 LOG-020")
def rotation_counts_what_was_there(s):
    s.t.write("p", "fifteen bytes..")
    s.start()
    s.until(p="RUNNING")
    tell(s, "p", r"abcd\n")
    s.until_file("p.1", "abcd")
    tell(s, "p", r"next\n")
    s.until_file("p", "next")
    s.stop()
    s.files("p*")
    s.file("p")
    s.file("p.1")


@scenario("@BASE@\n[supervisord]\nlogfile_maxbytes=300\nlogfile_backups=2\n" + says("p"), "CFG-111 CFG-112 LOG-020")
def rotation_of_the_main_log(s):
    s.start()
    for _ in range(4):
        s.t.rpc.stopProcess("p")
        s.t.rpc.startProcess("p")
    s.stop()
    s.files("supervisord.log*")
    newest = s.t.read("supervisord.log.1")
    s.note("ends at or behind the limit", 300 <= len(newest) < 500)


@scenario("@BASE@\n" + says("p", "stdout_capture_maxbytes=1KB"), "LOG-050 LOG-051 LOG-055")
def captured_output_is_not_logged(s):
    s.start("-e", "debug")
    s.until(p="RUNNING")
    tell(s, "p", r"this is long enough to be logged at once\n<!--XSUPERVISOR:BEGIN-->captured text<!--XSUPERVISOR:END-->"
         r"and this is behind it, long enough\n")
    s.until_file("p", "long enough$", 1)
    tell(s, "p", r"<!--XSUPERVISOR:BEGIN-->never finished and long enough to be seen in the log\n")
    s.until_log("never finished")
    s.stop()
    s.file("p")
    s.log_in_order("comm event")


@scenario("@BASE@\n[program:p]\ncommand=sh -c 'printf short; echo yes > @DIR@/written; exec sleep 1000'\nstartsecs=0\n"
          "stdout_logfile=@DIR@/p\nstdout_capture_maxbytes=1KB\n", "LOG-053 LOG-054")
def short_output_beside_capture(s):
    s.start()
    s.until_file("written", "yes")
    s.rpc("stopProcess", "p")
    s.differs("LOG-054")
    s.file("p")
    s.stop()


@scenario("@BASE@\n" + says("a", "stdout_logfile=@DIR@/both") + says("b", "stdout_logfile=@DIR@/both"), "LOG-027 CFG-028")
def two_programs_one_file(s):
    s.start()
    s.until(a="RUNNING", b="RUNNING")
    for number, name in enumerate("abab"):
        tell(s, name, r"%s%d\n" % (name, number))
        s.until_file("both", "%s%d" % (name, number))
    s.ctl("tail a")
    s.ctl("tail b")
    s.stop()
    s.file("both")


@scenario("@BASE@\n" + says("p", "stderr_logfile=NONE") + "[program:auto]\ncommand=sleep 1000\nautostart=false\n", "LOG-030 LOG-032 LOG-003")
def modes_of_log_files(s):
    s.start()
    s.until(p="RUNNING")
    tell(s, "p", "x")
    s.until_file("p", "x")
    for pattern in ("p", "auto-std*", "supervisord.log", "supervisord.pid"):
        for path in sorted(s.t.dir.glob(pattern)):
            s.note("mode of " + s.normal.text(path.name), oct(path.stat().st_mode & 0o7777))
    s.stop()


@scenario("@BASE@\n[supervisord]\nloglevel=debug\n" + says("p", "stderr_logfile=@DIR@/e"), "LOG-004 LOG-002")
def output_in_the_main_log(s):
    s.start()
    s.until(p="RUNNING")
    for text in (r"one\n", r"two lines\nat once\n", r"no end", r"\303\244\342\202\254\n", r"\377\376\n"):
        count = len(s.t.log())
        tell(s, "p", text)
        s.t.wait(lambda: "stdout output:" in s.t.log()[count:], "its copy")
    log = s.normal.text(s.t.log())
    s.note("from the first copy on", log[log.index("DEBG 'p' stdout output:"):])
    s.stop()


@scenario("@BASE@\n[supervisord]\nstrip_ansi=true\nloglevel=debug\n" + says("p"), "LOG-040 CFG-124")
def sequences_that_are_stripped(s):
    s.start()
    s.until(p="RUNNING")
    for number, sequence in enumerate(("[0m", "[1;31m", "[2J", "[K", "[10;20H", "[f", "[3A", "[B", "[C", "[D", "[R", "[s", "[u",
                                       "[?25h", "[?25l", "[6p", "]0;t\\007", "M", "c", "(B", "")):
        tell(s, "p", r"%d<\033%s>\n" % (number, sequence))
        s.until_file("p", "^%d<" % number)
    s.stop()
    s.file("p")


@scenario("@BASE@\n[program:p]\ncommand=cat\nstartsecs=0\nstdout_logfile=@DIR@/p\n[program:closed]\n"
          "command=sh -c 'exec <&-; echo closed; exec sleep 1000'\nstartsecs=0\nstdout_logfile=@DIR@/closed\n"
          "[program:off]\ncommand=cat\nautostart=false\n", "LOG-070 RPC-054")
def standard_input(s):
    s.start()
    s.until(p="RUNNING", closed="RUNNING")
    s.until_file("closed", "closed")
    for text in ("plain\n", "", "\u20ac \U0001f600\n", "<&>\n", " blanks \n"):
        s.rpc("sendProcessStdin", "p", text)
    s.until_file("p", "blanks")
    s.file("p")
    s.rpc("sendProcessStdin", "closed", "x\n")
    s.rpc("sendProcessStdin", "off", "x\n")
    s.rpc("sendProcessStdin", "nobody", "x\n")
    s.rpc("sendProcessStdin", "p:*", "x\n")
    s.rpc("sendProcessStdin", "p")
    s.stop()
