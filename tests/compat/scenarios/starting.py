"""From STOPPED to RUNNING, and what happens on the way: startsecs, retries, ends that are expected or not, order."""
import xmlrpc.client

from .scenario import scenario


def ends(name, rows, keys, state, command="sh -c 'exit 3'", log="p"):
    """One program that starts by itself; its state, description and log once it has come to rest."""
    def steps(s):
        s.start()
        s.until(p=state)
        s.rpc("getProcessInfo", "p")
        s.ctl("status")
        s.log_in_order(r"\b%s\b" % log)
        s.stop()
    scenario("@BASE@\n[program:p]\ncommand=%s\n%s\n" % (command, "\n".join(keys.split())), rows, name=name)(steps)


ends("early_end_is_a_failed_start", "PROC-004 PROC-009", "startsecs=5 startretries=0", "FATAL", "true")
ends("early_end_with_an_expected_code", "PROC-004 CFG-164", "startsecs=5 startretries=0 exitcodes=3", "FATAL")
ends("one_more_try", "PROC-008 PROC-009", "startsecs=5 startretries=1", "FATAL")
ends("no_tries_below_zero", "PROC-009 CFG-159", "startsecs=5 startretries=-1", "FATAL")
ends("late_end_that_is_expected", "PROC-005 CFG-164", "startsecs=0 exitcodes=3 autorestart=unexpected", "EXITED",
     "sh -c 'sleep 2; exit 3'")
ends("late_end_that_is_not", "PROC-005 PROC-006", "startsecs=0 autorestart=false", "EXITED", "sh -c 'sleep 2; exit 3'")
ends("no_code_is_expected", "PROC-005 CFG-088", "startsecs=0 autorestart=false exitcodes=", "EXITED", "sleep 2")
ends("death_by_signal_in_startsecs", "PROC-004 PROC-006", "startsecs=5 startretries=0", "FATAL", "sh -c 'kill -SEGV $$'")
ends("not_found_at_the_start", "PROC-011 PROC-034", "startretries=1", "FATAL", "/no/such/program")
ends("cannot_be_parsed_at_the_start", "PROC-030 PROC-011", "startretries=0", "FATAL", "sh -c 'x")
ends("startsecs_passed", "PROC-002 PROC-060", "startsecs=1", "RUNNING", "sleep 1000")
ends("no_startsecs", "PROC-003 CFG-158", "startsecs=0", "RUNNING", "sleep 1000")
ends("startsecs_below_zero", "PROC-002 CFG-158", "startsecs=-2", "RUNNING", "sleep 1000")


@scenario("""@BASE@
[program:p]
command=sleep 1000
startsecs=1000
""", "PROC-013 PROC-020 PROC-064 PROC-028 CTL-023")
def while_starting(s):
    s.start()
    s.until(p="STARTING")
    s.ctl("status")
    s.rpc("getProcessInfo", "p")
    s.rpc("startProcess", "p")
    s.rpc("startProcess", "p", False)
    s.rpc("startProcessGroup", "p")
    s.ctl("start p")
    s.ctl("pid p")
    s.rpc("signalProcess", "p", "CONT")
    s.rpc("removeProcessGroup", "p")
    s.rpc("stopProcess", "p")
    s.rpc("getProcessInfo", "p")
    s.rpc("startProcess", "p", False)
    s.rpc("signalProcess", "p", "KILL")
    s.until(p="BACKOFF")
    s.log_in_order(r"\bp\b")
    s.stop()


@scenario("""@BASE@
[program:p]
command=sh -c 'exit 1'
startsecs=5
startretries=50
""", "PROC-013 PROC-025 PROC-061 RPC-031 CTL-021")
def while_backing_off(s):
    s.start()
    s.until_log("exited: p", 2)
    s.until(p="BACKOFF")
    s.ctl("status")
    s.rpc("startProcess", "p")
    s.rpc("startProcess", "p", False)
    s.rpc("signalProcess", "p", "HUP")
    s.rpc("removeProcessGroup", "p")
    s.rpc("sendProcessStdin", "p", "x")
    s.ctl("pid p")
    s.ctl("stop p")
    s.ctl("stop p")
    s.ctl("remove p")
    s.stop()


@scenario("""@BASE@
[program:p]
command=sh -c 'exit 1'
startsecs=5
startretries=2
""", "PROC-012 PROC-008")
def count_of_tries_survives_a_stop(s):
    s.start()
    s.until_log("exited: p", 2)
    s.until(p="BACKOFF")
    s.rpc("stopProcess", "p")
    begin_without_waiting(s, "p")
    s.until(p="FATAL")
    s.log_in_order(r"\bp\b")
    # FATAL forgets it.
    begin_without_waiting(s, "p")
    s.until_log("gave up", 2)
    s.log_in_order("gave up|exited")
    s.stop()


@scenario("""@BASE@
[program:p]
command=/no/such/program
startretries=1000
""", "DAEMON-072 PROC-025")
def shutdown_while_backing_off(s):
    s.start()
    s.until_log("spawnerr", 3)  # the next one is three seconds away
    s.until(p="BACKOFF")
    s.stop()
    s.log_in_order("stopped|gave up|received|FATAL")


def begin_without_waiting(s, name):
    """Whether a program that ends at once is found to have ended already is chance."""
    try:
        s.t.rpc.startProcess(name, False)
    except xmlrpc.client.Fault:
        pass


ORDER = """@BASE@
[program:slow]
command=sleep 1000
startsecs=0
priority=3
[program:early]
command=sleep 1000
startsecs=0
priority=1
[program:members]
command=sleep 1000
process_name=%(program_name)s%(process_num)d
numprocs=2
startsecs=0
priority=9
[program:other]
command=sleep 1000
startsecs=0
priority=4
[group:team]
programs=members,other
priority=2
[program:alphabet_b]
command=sleep 1000
startsecs=0
[program:alphabet_a]
command=sleep 1000
startsecs=0
"""


@scenario(ORDER, "PROC-014 PROC-015 CFG-180 DAEMON-070 DAEMON-072")
def order_of_starts_and_of_the_end(s):
    s.start()
    s.until(slow="RUNNING", early="RUNNING", team__members0="RUNNING", team__members1="RUNNING", team__other="RUNNING",
            alphabet_a="RUNNING", alphabet_b="RUNNING")
    s.log_in_order("spawned")
    s.stop()
    # The two members are ended at the same time.
    s.log_in_order("stopped: [^m]")


@scenario(ORDER.replace("startsecs=0", "startsecs=0\nautostart=false"), "RPC-037 RPC-039 CFG-156")
def order_of_start_all_and_stop_all(s):
    s.start("-e", "debug")
    s.rpc("startAllProcesses", sort=True)
    s.log_in_order("spawned")
    s.rpc("stopAllProcesses", sort=True)
    s.log_in_order("killing")
    s.rpc("startProcessGroup", "team", sort=True)
    s.rpc("stopProcessGroup", "team", sort=True)
    s.stop()


@scenario("""@BASE@
[program:always]
command=sleep 1000
startsecs=0
autorestart=true
[program:unexpected]
command=sleep 1000
startsecs=0
[program:polite]
command=sh -c 'trap "exit 0" USR1; echo ready; while :; do sleep 0.05; done'
startsecs=0
stdout_logfile=@DIR@/out
""", "PROC-007 PROC-006 PROC-028")
def restart_after_a_signal(s):
    s.start()
    s.until(always="RUNNING", unexpected="RUNNING", polite="RUNNING")
    s.until_file("out", "ready")
    s.rpc("signalProcess", "always", "TERM")
    s.rpc("signalProcess", "unexpected", "KILL")
    s.rpc("signalProcess", "polite", "USR1")
    s.until_log("spawned: 'always'", 2)
    s.until_log("spawned: 'unexpected'", 2)
    s.until(always="RUNNING", unexpected="RUNNING", polite="EXITED")
    for name in ("always", "unexpected", "polite"):
        s.log_in_order(r"\b%s\b" % name)
    s.ctl("status")
    s.stop()


@scenario("""@BASE@
[program:never]
command=sleep 1000
autostart=false
[program:stopped]
command=sleep 1000
startsecs=0
autorestart=true
""", "PROC-001 PROC-062 CFG-156")
def what_is_not_started(s):
    s.start()
    s.until(stopped="RUNNING", never="STOPPED")
    s.rpc("stopProcess", "stopped")
    s.config(s.t.conf.read_text() + "[program:later]\ncommand=sleep 1000\nstartsecs=0\n")
    s.ctl("update")
    s.until(later="RUNNING")
    s.ctl("status")
    s.rpc("getProcessInfo", "never")
    s.stop()
    s.log_in_order("spawned")
