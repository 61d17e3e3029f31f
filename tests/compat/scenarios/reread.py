"""What a daemon that runs takes from a changed file, and what it says about it."""
from .scenario import scenario

MEMBERS = """@BASE@
[program:a]
command=sleep 1000
autostart=false
[program:b]
command=sleep 1000
autostart=false
%s
"""


@scenario(MEMBERS % "[group:g]\nprograms=a,b", "CFG-213 CFG-211 CTL-040")
def changes_of_a_group(s):
    s.start()
    for text in ("[group:g]\nprograms=a,b", "[group:g]\nprograms=b,a", "[group:g]\nprograms=a", "[group:g]\nprograms=a,b\npriority=3",
                 "[group:g]\nprograms=a,b\npriority=999", "[group:h]\nprograms=a,b", "[group:g]\nprograms=", ""):
        s.config(MEMBERS % text)
        s.note(text or "no group", "")
        s.rpc("reloadConfig")
        s.ctl("reread")
    s.stop()


@scenario("@BASE@\n[supervisord]\nidentifier=first\n", "CFG-215 RPC-022")
def what_a_reread_changes_at_once(s):
    s.start()
    s.rpc("getIdentification")
    s.config("@BASE@\n[supervisord]\nidentifier=second\nloglevel=debug\n[inet_http_server]\nport=127.0.0.1:@PORT@\n")
    s.rpc("reloadConfig")
    s.rpc("getIdentification")
    s.ctl("-s http://127.0.0.1:%d version" % s.t.port())
    s.stop()
    s.log_in_order("DEBG")


@scenario("@BASE@\n[program:p]\ncommand=sleep 1000\nautostart=false\n", "RPC-030 RPC-031 RPC-046 CTL-043 CTL-044 EVT-013")
def adding_and_removing(s):
    s.start()
    s.rpc("addProcessGroup", "p")
    s.rpc("addProcessGroup", "nobody")
    s.rpc("removeProcessGroup", "nobody")
    s.rpc("startProcess", "p")
    s.rpc("removeProcessGroup", "p")
    s.ctl("remove p")
    s.rpc("stopProcess", "p")
    s.rpc("removeProcessGroup", "p")
    s.rpc("getAllProcessInfo")
    s.differs("RPC-047")
    s.rpc("getAllConfigInfo")
    s.rpc("getProcessInfo", "p")
    s.ctl("avail")
    s.ctl("status")
    s.ctl("status p")
    s.rpc("addProcessGroup", "p")
    s.ctl("add p nobody p")
    s.ctl("remove p nobody")
    s.ctl("remove")
    s.ctl("add")
    s.stop()


@scenario("@BASE@\n[program:p]\ncommand=sleep 1000\nautostart=false\n", "CFG-210 RPC-029 CTL-040 CTL-042")
def reread_of_broken_files(s):
    s.start()
    for text in ("[program:p]\n", "[program:p]\ncommand=x\nautostart=perhaps\n", "[eventlistener:l]\ncommand=x\n",
                 "[group:g]\nprograms=nobody\n", "[include]\n"):
        s.config("@BASE@\n" + text)
        s.note("configuration", text.rstrip("\n"))
        s.rpc("reloadConfig")
        s.ctl("reread")
        s.ctl("update")
    # These supervisorctl cannot read either.
    for text in ("no section\n", "[program:p\n", "[supervisord]\nminfds=few\n"):
        s.config("@BASE@\n" + text)
        s.note("configuration", text.rstrip("\n"))
        s.rpc("reloadConfig")
    s.t.conf.unlink()
    s.rpc("reloadConfig")
    s.stop()


@scenario("@BASE@\n[include]\nfiles=parts/*.conf\n", "CFG-210 CFG-044 CFG-045 CTL-041")
def files_that_come_and_go(s):
    s.start()
    s.ctl("avail")
    s.t.write("parts/a.conf", "[program:a]\ncommand=sleep 1000\nstartsecs=0\n")
    s.ctl("update")
    s.until(a="RUNNING")
    s.t.write("parts/b.conf", "[program:b]\ncommand=sleep 1000\nstartsecs=0\n[program:a]\nstopsignal=INT\n")
    s.ctl("reread")
    s.ctl("update")
    s.until(a="RUNNING", b="RUNNING")
    (s.t.dir / "parts" / "a.conf").unlink()
    s.ctl("reread")
    (s.t.dir / "parts" / "b.conf").unlink()
    s.ctl("update", sort=True)
    s.ctl("status")
    s.stop()
    s.differs("CFG-044")
    s.log_in_order("No file|Included")


@scenario("@BASE@\n[program:p]\ncommand=sleep 1000\nprocess_name=%(process_num)d\nnumprocs=2\nstartsecs=0\n",
          "CTL-041 CFG-213 PROC-016")
def fewer_and_more_processes(s):
    s.start()
    s.until(p__0="RUNNING", p__1="RUNNING")
    for count in (3, 1, 0, 2):
        s.config("@BASE@\n[program:p]\ncommand=sleep 1000\nprocess_name=%%(process_num)d\nnumprocs=%d\nstartsecs=0\n" % count)
        s.ctl("update")
        if count:
            s.until(**{"p__%d" % n: "RUNNING" for n in range(count)})
        s.ctl("status")
    s.stop()


@scenario("@BASE@\n[program:deaf]\ncommand=sh -c 'trap \"\" TERM; echo up > @DIR@/up; while :; do sleep 0.05; done'\nstartsecs=0\n"
          "stopwaitsecs=1\n[program:gone]\ncommand=/no/such\nstartretries=0\n[program:off]\ncommand=sleep 1\nautostart=false\n",
          "CTL-041 CTL-042")
def update_removes(s):
    s.start()
    s.until_file("up", "up")
    s.until(gone="FATAL")
    s.config("@BASE@\n")
    s.ctl("update off")
    s.ctl("status")
    s.ctl("update deaf nobody")
    s.ctl("update")
    s.ctl("status")
    s.ctl("update")
    s.stop()


@scenario("@BASE@\n[include]\nfiles = b/*.conf a/[0-9].conf a/?x.conf nothing.conf @DIR@/a/.hid* twice.conf twice.conf folder\n"
          "[program:main]\ncommand=echo main\nautostart=false\n", "CFG-042 CFG-043 CFG-044 CFG-046 CFG-048 CFG-051")
def patterns_of_includes(s):
    for name in ("b/2.conf", "b/10.conf", "b/.dot.conf", "a/1.conf", "a/11.conf", "a/yx.conf", "a/.hidden", "twice.conf"):
        program = name.replace("/", "-").replace(".", "_")
        s.t.write(name, "[program:%s]\ncommand=echo %%(here)s\nautostart=false\n[program:main]\ncommand=echo %s\n"
                  "[include]\nfiles=more.conf\n" % (program, program))
    s.t.write("more.conf", "[program:never]\ncommand=echo\n")
    (s.t.dir / "folder").mkdir()
    s.start()
    s.rpc("getAllConfigInfo")
    s.stop()
    s.log_in_order("Included|No file")
