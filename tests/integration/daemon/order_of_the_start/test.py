"""DAEMON-001: what a start does, and in which order."""
import os

from harness import listener


def test(t):
    listener.lay_out(t)
    t.write("more.conf", "[program:two]\ncommand=sleep 1000\nstartsecs=0\n")
    launched = t.launch(foreground=False)
    launched.wait_exit(0)
    t.wait_file("supervisord.pid", r"^\d+$")
    pid = int(t.read("supervisord.pid"))
    t.wait_states({"first": "RUNNING", "one": "RUNNING", "two": "RUNNING"})
    order = [r'WARN No file matches via include "%s/nothing/\*"$' % t.dir,
             r'INFO Included extra file "%s/more.conf" during parsing$' % t.dir,
             r"INFO RPC interface 'supervisor' initialized$",
             r"CRIT Server 'unix_http_server' running without any HTTP authentication checking$",
             r"INFO daemonizing the supervisord process$", r"INFO supervisord started with pid %d$" % pid,
             r"INFO spawned: 'first'", r"INFO spawned: 'one'", r"INFO spawned: 'two'"]
    if os.geteuid() == 0:
        order.insert(0, r"CRIT Supervisor is running as root\.")
    t.in_order(order, t.log())
    # Groups are there before the daemon runs.
    told = [(name, payload) for name, _, _, payload in listener.heard(t, "first.events", 4)]
    t.equal(told, [("PROCESS_GROUP_ADDED", "'groupname:%s\\n'" % name) for name in ("first", "one", "two")]
            + [("SUPERVISOR_STATE_CHANGE_RUNNING", "''")], "events")
    os.kill(pid, 15)
    t.wait_gone(pid)
