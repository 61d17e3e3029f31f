"""[http_user:x]: what a role may do holds for the page, for Supervisor's old addresses and for XML-RPC. A reader tries
everything and changes nothing."""
import xmlrpc.client

from harness import web

ours_only = "Supervisor has one user who may do everything"

CHANGES = ["startProcess", "startProcessGroup", "startAllProcesses", "stopProcess", "stopProcessGroup", "stopAllProcesses",
           "signalProcess", "signalProcessGroup", "signalAllProcesses", "sendProcessStdin", "sendRemoteCommEvent",
           "clearProcessLogs", "clearProcessLog", "clearAllProcessLogs"]
ADMINISTRATION = ["shutdown", "restart", "reloadConfig", "addProcessGroup", "removeProcessGroup", "clearLog"]


def proxy(t, user, password):
    return xmlrpc.client.ServerProxy("http://%s:%s@127.0.0.1:%d/RPC2" % (user, password, t.port()))


def test(t):
    t.write("joe.password", "joe's\n", 0o600)
    t.start()
    for user, password in (("eve", "wrong"), ("joe", "password123"), ("nobody", "password123"), (None, None)):
        t.equal(web.Browser(t.port(), user, password).get("/").status, 401, "%s is not let in" % user)

    eve = web.Browser(t.port(), "eve", "password123")
    session = eve.log_in()
    t.equal((session["user"], session["role"], session["can_log_out"]), ("eve", "read", True), "eve")
    for path in ("/", "/api/status", "/logtail/cat"):
        t.true(eve.ask("HEAD", path).status in (200, 404), "eve looks at " + path)
    for action in ("start", "stop", "restart", "clear", "signal"):
        answer = eve.post("/api/act", {"action": action, "names": ["cat"], "signal": "HUP"})
        t.equal((answer.status, answer.body), (403, {"error": "eve has the role read, this needs operate"}), action)
    t.equal(eve.post("/api/daemon", {"action": "shutdown"}).status, 403, "the daemon")
    t.equal(eve.get("/?action=start&processname=cat").status, 403, "an old address")
    t.equal(eve.ask("POST", "/index.html", "action=start&processname=cat&token=" + eve.token).status, 403, "a form")
    server = proxy(t, "eve", "password123").supervisor
    t.equal(server.getState()["statename"], "RUNNING", "eve may ask")
    for method in CHANGES + ADMINISTRATION:
        try:
            getattr(server, method)()
            raise AssertionError(method + " was not refused")
        except xmlrpc.client.ProtocolError as error:
            t.equal(error.errcode, 403, method)
            t.match(r"Forbidden: eve has the role read, supervisor\.%s needs (operate|admin)" % method, error.errmsg)
    results = proxy(t, "eve", "password123").system.multicall(
        [{"methodName": "supervisor.startProcess", "params": ["cat"]}, {"methodName": "supervisor.getPID"}])
    t.equal((results[0]["faultCode"], results[1]), (403, t.daemon.pid), "in a multicall")
    t.equal(t.state("cat"), "STOPPED", "nothing was done")

    joe = web.Browser(t.port(), "joe", "joe's")
    t.equal(joe.post("/api/act", {"action": "start", "names": ["cat"]}).status, 200, "joe starts")
    t.equal(joe.post("/api/daemon", {"action": "restart"}).status, 403, "and does not restart the daemon")
    for method in ADMINISTRATION:
        t.true(t.fault is not None, method)
        try:
            getattr(proxy(t, "joe", "joe's").supervisor, method)()
            raise AssertionError(method + " was not refused")
        except xmlrpc.client.ProtocolError as error:
            t.equal(error.errcode, 403, method)
    t.match(r"INFO supervisor\.startProcess\('cat'\) by 'joe' from 127\.0\.0\.1:\d+: done", t.log())

    url = "http://127.0.0.1:%d" % t.port()
    t.ctl("-s", url, "-u", "root", "-p", "secret", "stop", "cat", code=0)
    t.match("403", t.ctl("-s", url, "-u", "eve", "-p", "password123", "start", "cat").out, "supervisorctl says so")
    t.ctl("-s", url, "-u", "root", "-p", "secret", "shutdown", code=0)
    t.daemon.wait_exit(0)
