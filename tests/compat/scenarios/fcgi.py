"""fcgi-programs: their socket, who has it and when it is there."""
import stat

from harness import fastcgi

from .scenario import scenario

UNIX = """[fcgi-program:f]
command=/usr/bin/env python3 @DIR@/fastcgi.py
process_name=%(process_num)d
numprocs=2
socket=unix://@DIR@/f.sock
startsecs=0
"""
TCP = "[fcgi-program:t]\ncommand=/usr/bin/env python3 @DIR@/fastcgi.py\nsocket=tcp://127.0.0.1:@PORT@\nstartsecs=0\n"


def begin(s, **states):
    fastcgi.lay_out(s.t)
    s.start()
    s.until(**states)


def answers(s, address, *names):
    """Whether one of these processes is who answers."""
    pids = [str(s.t.pid(name)) for name in names]
    s.note("one of %s answers" % " ".join(names), fastcgi.ask(address) in pids)


@scenario("@BASE@\n" + UNIX, "FCGI-001 FCGI-003 FCGI-004 FCGI-008")
def unix_socket_for_two(s):
    begin(s, f__0="RUNNING", f__1="RUNNING")
    path = str(s.t.dir / "f.sock")
    answers(s, path, "f:0", "f:1")
    s.rpc("stopProcess", "f:0")
    answers(s, path, "f:1")
    s.rpc("startProcess", "f:0")
    s.rpc("stopProcess", "f:1")
    answers(s, path, "f:0")
    s.log_in_order("ocket")
    s.rpc("stopProcessGroup", "f", sort=True)
    s.until_log("Closing", 2)
    s.rpc("startProcess", "f:1")
    answers(s, path, "f:1")
    s.ctl("status")
    s.stop()
    s.log_in_order("ocket")


@scenario("@BASE@\n" + TCP, "FCGI-001 FCGI-007 LOG-072 CFG-195")
def tcp_socket(s):
    begin(s, t="RUNNING")
    answers(s, ("127.0.0.1", s.t.port()), "t")
    s.rpc("sendProcessStdin", "t", "x")
    s.rpc("getAllConfigInfo")
    s.stop()
    s.log_in_order("ocket")


@scenario("@BASE@\n" + UNIX + "socket_mode=0640\nsocket_owner=nobody:nogroup\n", "FCGI-005 CFG-198 CFG-199", needs=("root",))
def owner_and_mode_of_an_fcgi_socket(s):
    begin(s, f__0="RUNNING", f__1="RUNNING")
    path = s.t.dir / "f.sock"
    s.note("mode", oct(stat.S_IMODE(path.stat().st_mode)))
    s.note("owner", path.owner() + ":" + path.group())
    s.stop()


@scenario("@BASE@\n" + UNIX, "CFG-213 CFG-195 FCGI-001")
def changes_of_an_fcgi_program(s):
    begin(s, f__0="RUNNING", f__1="RUNNING")
    for old, new in (("f.sock", "g.sock"), ("numprocs=2", "numprocs=1"), ("startsecs=0", "startsecs=0\npriority=4")):
        s.config("@BASE@\n" + UNIX.replace(old, new))
        s.note(new, "")
        s.rpc("reloadConfig")
    s.config("@BASE@\n" + UNIX.replace("f.sock", "g.sock"))
    s.ctl("update")
    s.until(f__0="RUNNING", f__1="RUNNING")
    answers(s, str(s.t.dir / "g.sock"), "f:0", "f:1")
    s.config("@BASE@\n")
    s.ctl("update")
    s.stop()


@scenario("@BASE@\n" + UNIX + "[group:g]\nprograms=f\n", "FCGI-009 CFG-182")
def grouped_fcgi_program(s):
    s.config(s.t.conf.read_text().replace("/usr/bin/env python3 %s/fastcgi.py" % s.t.dir, "cat"))
    s.start()
    s.until(g__0="RUNNING", g__1="RUNNING")
    s.rpc("sendProcessStdin", "g:0", "x\n")
    s.files("*.sock")
    s.stop()
    s.log_in_order("ocket")


@scenario("@BASE@\n" + UNIX.replace("@DIR@/f.sock", "@DIR@/missing/f.sock"), "FCGI-002")
def fcgi_socket_that_cannot_be_made(s):
    fastcgi.lay_out(s.t)
    s.differs("FCGI-002")
    if s.t.ours:
        s.start()
        s.until(f__0="FATAL", f__1="FATAL")
        s.note("then", "\n".join(sorted("%s %s" % (i["name"], s.normal.text(i["spawnerr"])) for i in s.t.rpc.getAllProcessInfo())))
    else:
        done = s.t.supervisord("-n", "-c", s.t.conf)
        s.note("then", "exit status %d\n%s" % (done.code, s.normal.text(done.err.strip().split("\n")[-1])))
