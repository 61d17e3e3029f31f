"""Each call that changes something has a line: who, from where, what and how it ended; questions have none."""
import os
import pwd

ours_only = "Supervisor does not log who did what"


def test(t):
    t.start()
    t.wait_state("one", "RUNNING")
    tcp = ("-s", "http://127.0.0.1:%d" % t.port(), "-u", "operator", "-p", "secret")
    account = pwd.getpwuid(os.getuid()).pw_name
    here = r"from a unix socket \(%s, uid %d, pid \d+\)" % (account, os.getuid())
    there = r"by 'operator' from 127\.0\.0\.1:\d+"

    t.ctl("status")
    t.ctl(*tcp, "status")
    t.ctl("tail one")
    t.absent(r"supervisor\.\w+\(", t.log(), "no question is logged")

    t.ctl("stop one", code=0)
    t.wait_log(r"INFO supervisor\.stopProcess\('one'\) %s: done$" % here)
    t.ctl(*tcp, "start", "one", code=0)
    t.wait_log(r"INFO supervisor\.startProcess\('one'\) %s: done$" % there)
    t.ctl(*tcp, "start", "one")
    t.wait_log(r"INFO supervisor\.startProcess\('one'\) %s: fault 'ALREADY_STARTED: one'$" % there)
    t.ctl("start late", code=0)
    t.in_order([r"spawned: 'late'", r"success: late", r"supervisor\.startProcess\('late'\) %s: done$" % here], t.log())
    t.ctl("signal HUP nobody")
    t.wait_log(r"INFO supervisor\.signalProcess\('nobody', 'HUP'\) %s: fault 'BAD_NAME: nobody'$" % here)
    t.rpc.startAllProcesses()
    t.wait_log(r"INFO supervisor\.startAllProcesses\(\) %s: done, but 1 of 1 failed: 'bad' \('NO_FILE: bad'\)$|"
               r"INFO supervisor\.startAllProcesses\(\) %s: done, but 1 of 1 failed: 'bad' \(.*\)$" % (here, here))
    t.rpc.sendProcessStdin("one", "password\n")
    t.wait_log(r"INFO supervisor\.sendProcessStdin\('one', <9 bytes>\) %s: done$" % here)
    t.system.multicall([{"methodName": "supervisor.clearProcessLogs", "params": ["one"]},
                        {"methodName": "supervisor.getPID"}])
    t.wait_log(r"INFO supervisor\.clearProcessLogs\('one'\) %s: done$" % here)
    t.ctl("update", code=0)
    t.wait_log(r"INFO supervisor\.reloadConfig\(\) %s: done$" % here)
    t.ctl(*tcp, "shutdown", code=0)
    t.daemon.wait_exit(0)
    t.match(r"INFO supervisor\.shutdown\(\) %s: done$" % there, t.log())
    t.absent("password|secret", t.log(), "secrets")
