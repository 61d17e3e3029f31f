"""DAEMON-075, RPC-003, CTL-045, CTL-048, WEB-002, WEB-011: commands during a shutdown."""
import os
import signal

from harness.raw import Raw, request


def test(t):
    t.start()
    t.wait_file("ready", "ready")
    pid = t.wait_state("slow", "RUNNING")["pid"]
    t.ctl("shutdown", code=0, out="Shut down\n")
    t.wait_log("waiting for slow to die")
    t.equal(t.fault(t.rpc.getState), (6, "SHUTDOWN_STATE"), "getState")
    t.ctl("shutdown", code=0, out="ERROR: already shutting down\n")
    t.ctl("reload", code=1, out="ERROR: already shutting down\n")
    t.ctl("avail", code=1, out="ERROR: supervisor shutting down\n")
    t.ctl("reread", code=1, out="ERROR: supervisor shutting down\n")
    t.ctl("add x", code=1, out="ERROR: shutting down\n")
    t.ctl("update", code=1, out="ERROR: already shutting down\n")
    t.match(r"^error: <class 'xmlrpc.client.Fault'>, <Fault 6: 'SHUTDOWN_STATE'>: file:", t.ctl("status").out)
    t.true("system.listMethods" in t.system.listMethods(), "system.* still answers")
    for target, status in (("/ok.html", 200), ("/", 200 if t.ours else 500)):
        connection = Raw(t)
        connection.send(request(method="GET", target=target))
        t.equal(connection.response()[0], status, target)
        connection.close()
    os.kill(pid, signal.SIGKILL)
    t.daemon.wait_exit(0)
