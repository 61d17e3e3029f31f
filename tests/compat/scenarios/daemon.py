"""The daemon as a whole, and both command lines."""
import os

from .scenario import scenario


@scenario("""@BASE@
[program:one]
command=sleep 1000
startsecs=0
[program:two]
command=sleep 1000
startsecs=0
priority=5
[program:three]
command=sleep 1000
startsecs=0
priority=1000
""", "DAEMON-001 DAEMON-052 DAEMON-053 DAEMON-070 DAEMON-076 CTL-045 CTL-046 RPC-020 RPC-023")
def life_of_a_daemon(s):
    s.start()
    s.until(one="RUNNING", two="RUNNING", three="RUNNING")
    for method in ("getState", "getAPIVersion", "getVersion", "getSupervisorVersion", "getIdentification"):
        s.rpc(method)
    s.rpc("getState", "superfluous")
    s.rpc("noSuchMethod")
    s.run("-n", "-c", s.t.conf)
    s.signal("HUP")
    s.until_log("supervisord started", count=2)
    s.t.wait_ready()
    s.until(one="RUNNING", two="RUNNING", three="RUNNING")
    s.ctl("status")
    s.ctl("reload")
    s.until_log("supervisord started", count=3)
    s.t.wait_ready()
    s.until(one="RUNNING", two="RUNNING", three="RUNNING")
    s.ctl("shutdown")
    s.note("exit status", s.t.daemon.wait_exit())
    s.log_in_order("spawned|stopped|received|started")
    s.log()
    for command in ("status", "shutdown", "start one", "pid", "reload", "avail", "update", "reread", "version"):
        s.ctl(command)


@scenario("""@BASE@
[program:slow]
command=sh -c 'trap "" TERM; echo ready > @DIR@/ready; while :; do sleep 0.05; done'
startsecs=0
stopwaitsecs=1000
""", "RPC-003 DAEMON-075 CTL-048 CTL-045 CTL-046", clients=True)
def commands_during_a_shutdown(s):
    s.start()
    s.until_file("ready", "ready")
    s.until(slow="RUNNING")
    pid = s.t.pid("slow")
    s.ctl("shutdown")
    s.until_log("waiting for slow to die")
    for command in ("shutdown", "reload", "avail", "reread", "update", "add x", "remove x", "status", "start slow",
                    "stop slow", "pid", "version", "clear slow", "tail slow", "signal HUP slow"):
        s.ctl(command)
    for method in ("getState", "getAllProcessInfo", "shutdown", "restart", "getPID"):
        s.rpc(method)

    os.kill(pid, 9)
    s.note("exit status", s.t.daemon.wait_exit())


@scenario("""@BASE@
[supervisord]
loglevel=trace
[program:one]
command=sh -c 'echo hello; exec sleep 1000'
startsecs=0
stdout_logfile=@DIR@/out
stderr_logfile=NONE
""", "LOG-004 LOG-007 PROC-020 PROC-028")
def log_at_trace(s):
    s.start()
    s.until_file("out", "hello")
    s.until(one="RUNNING")
    s.rpc("getState")
    s.rpc("getProcessInfo", "nobody")
    s.rpc("stopProcess", "one")
    s.rpc("startProcess", "one")
    s.until_file("out", "hello", count=2)
    s.rpc("signalProcess", "one", "CONT")
    s.stop()
    s.log_in_order(r"DEBG (killing|sending)|TRAC XML-RPC method (called: supervisor.(stop|start|signal)|"
                   r"supervisor.getProcessInfo)")
    s.log_in_order(r"DEBG 'one'")


@scenario("@BASE@\n[inet_http_server]\nport=127.0.0.1:@PORT@\nusername=u\npassword=p\n",
          "AUTH-001 CTL-008 CTL-010 DAEMON-039", clients=True)
def passwords(s):
    s.start()
    url = "http://127.0.0.1:%d" % s.t.port()
    for options in ("-u u -p p", "", "-u u", "-u u -p wrong", "-u x -p p"):
        s.ctl("-s %s %s version" % (url, options))
    s.stop()
    s.log()


def _command_lines(name, rows, *command_lines):
    def steps(s):
        s.t.write("c.conf", "[supervisord]\n")
        for options in command_lines:
            s.run(*options.split(" "))
    scenario("@BASE@\n", rows, name=name)(steps)


_command_lines("options_of_supervisord", "CLI-001 CLI-003 CLI-039 CFG-004",
               "-x", "--frob", "-c", "--configuration", "--conf", "--nodaemon=1", "--log x", "foo bar", "-c nope",
               "--conf=nope", "-c /tmp", "-c c.conf -e")
_command_lines("options_of_supervisord_given_twice", "CLI-004 CLI-008 CLI-023",
               "-n -n", "-n --nodaemon", "-c a -c b", "-s -s", "-i a -i b", "-k -k", "-v", "--vers", "-v -x")
_command_lines("values_of_options_of_supervisord", "CLI-005 CLI-024 CLI-025 CLI-026 CLI-027 CLI-029",
               "-e foo", "--loglevel=foo", "-y 5x", "-z x", "-m 9", "-d /nope", "-l /nope/x", "-j /nope/x",
               "-q /nope", "-a x", "--minprocs x", "-u nobodyhasthisname -c c.conf")


@scenario("@BASE@\n", "CLI-050 CLI-051 CLI-052 CLI-054 CLI-055 CTL-004")
def command_line_of_supervisorctl(s):
    s.t.write("empty.conf", "[supervisord]\n")
    for options in ("-x", "-v", "-s foo", "-s http:// pid", "-u", "--se", "-i -i", "-c nope", "-c empty.conf status",
                    "-s ftp://x status", "-s unix:///no/such/socket status", "-s unix:///no/such/socket pid",
                    "-s http://127.0.0.1:1 status", "-s http://127.0.0.1:1 avail",
                    "--history_file=x -s unix:///no/such/socket pid"):
        s.ctl(options, conf=False)
