"""Logs read back by offset, from the end, and cleared."""
from .scenario import scenario

#: A file of known bytes: the numbers 000 to 099, four bytes each.
COUNTS = ("[program:p]\ncommand=sh -c 'i=0; while [ $i -lt 100 ]; do printf \"%%03d\\n\" $i; i=$((i+1)); done; "
          "echo err >&2; exec sleep 1000'\n"
          "startsecs=0\nstdout_logfile=@DIR@/p\nstderr_logfile=@DIR@/p.err\n"
          "[program:none]\ncommand=sleep 1000\nstartsecs=0\nstdout_logfile=NONE\nstderr_logfile=NONE\n"
          "[program:unborn]\ncommand=sleep 1000\nautostart=false\nstdout_logfile=@DIR@/unborn\n")


def begin(s):
    s.start()
    s.until_file("p", "^099")
    s.until_file("p.err", "err")
    s.until(p="RUNNING", none="RUNNING")


@scenario("@BASE@\n" + COUNTS, "LOG-060 RPC-049")
def read_by_offset(s):
    begin(s)
    for offset, length in ((0, 8), (4, 4), (398, 10), (399, 1), (400, 1), (400, 0), (401, 5), (392, 0), (-8, 0), (-400, 0),
                           (-401, 0), (-1000000, 0), (-1, 0), (-8, 4), (0, -1), (5, -5), (-5, -5), (2147483647, 0),
                           (0, 2147483647)):
        s.rpc("readProcessStdoutLog", "p", offset, length)
    s.rpc("readProcessLog", "p", 0, 4)
    s.rpc("readProcessStderrLog", "p", 0, 0)
    s.stop()


@scenario("@BASE@\n" + COUNTS, "LOG-061 LOG-062 RPC-050")
def tail_with_overflow(s):
    begin(s)
    # What a page that follows a log does: it asks from the offset it was told.
    for offset, length in ((0, 8), (0, 400), (0, 401), (0, 399), (400, 8), (392, 8), (391, 8), (393, 8), (399, 1), (399, 0),
                           (400, 0), (401, 1), (500, 10), (0, 0), (-1, 5), (-400, 8), (-5, -5), (3, -1), (0, 1000000)):
        s.rpc("tailProcessStdoutLog", "p", offset, length)
    s.rpc("tailProcessLog", "p", 0, 4)
    s.rpc("tailProcessStderrLog", "p", 0, 4)
    s.stop()


@scenario("@BASE@\n" + COUNTS, "LOG-063 RPC-049 RPC-050 CTL-032")
def logs_that_are_not_there(s):
    begin(s)
    for name in ("none", "unborn", "nobody", "p:*", "p:nobody"):
        for method in ("readProcessStdoutLog", "tailProcessStdoutLog", "readProcessStderrLog", "tailProcessStderrLog"):
            s.rpc(method, name, 0, 8)
    for method in ("readProcessStdoutLog", "readProcessStderrLog"):
        s.rpc(method, "none", -5, 5)
        s.rpc(method, "nobody", -5, 5)
    for words in ("none", "unborn", "nobody", "none stderr", "p nochannel"):
        s.ctl("tail " + words)
    s.stop()


@scenario("@BASE@\n" + COUNTS, "LOG-063 LOG-064")
def log_file_removed_by_others(s):
    begin(s)
    (s.t.dir / "p").unlink()
    s.rpc("readProcessStdoutLog", "p", 0, 8)
    s.rpc("tailProcessStdoutLog", "p", 0, 8)
    s.ctl("tail p")
    s.rpc("clearProcessLogs", "p")
    s.files("p*")
    s.rpc("readProcessStdoutLog", "p", 0, 8)
    s.stop()


@scenario("@BASE@\n" + COUNTS, "RPC-051 RPC-052 RPC-053 CTL-038")
def clearing(s):
    begin(s)
    s.rpc("clearProcessLogs", "p")
    s.file("p")
    s.file("p.err")
    s.rpc("clearProcessLog", "p")
    for name in ("none", "unborn", "nobody", "p:*"):
        s.rpc("clearProcessLogs", name)
    s.rpc("clearAllProcessLogs", sort=True)
    s.ctl("clear p")
    s.ctl("clear none nobody p")
    s.ctl("clear all", sort=True)
    s.stop()


@scenario("@BASE@\n" + COUNTS, "RPC-052")
def clearing_what_does_not_run(s):
    begin(s)
    s.rpc("stopProcess", "p")
    s.rpc("clearProcessLogs", "p")
    s.differs("RPC-052")
    s.note("size of its log", (s.t.dir / "p").stat().st_size)
    s.rpc("startProcess", "p")
    s.stop()


@scenario("@BASE@\n", "RPC-025 RPC-026 LOG-011 CTL-037")
def the_main_log(s):
    s.start()
    s.until_log("supervisord started")
    log = s.t.log()
    s.note("readLog from 0 is the log", s.t.rpc.readLog(0, 0) == log)
    s.note("its last 10", s.t.rpc.readLog(-10, 0) == log[-10:])
    s.rpc("readLog", -5, 5)
    s.rpc("readLog", 0, -5)
    s.rpc("readMainLog", 100000, 10)
    s.rpc("clearLog")
    s.t.wait(lambda: "supervisord started" not in s.t.log(), "the log to be cleared")
    s.ctl("maintail -x")
    s.ctl("maintail a b c")
    s.stop()


@scenario("@BASE@\n", "RPC-025 RPC-026 CTL-037")
def the_main_log_removed(s):
    s.start()
    s.until_log("supervisord started")
    s.t.log_path.unlink()
    s.rpc("readLog", 0, 10)
    s.ctl("maintail")
    s.rpc("clearLog")
    s.stop()
