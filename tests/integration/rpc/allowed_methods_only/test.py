"""EXT-005, CFG-205 to CFG-207, DAEMON-040, DIFF-005: an interface under a name of one's own, with a whitelist; one that is not built in is
refused with what there is."""
from harness import rpc

ours_only = "supervisor_twiddler is not in the distribution"


def test(t):
    t.start()
    server = rpc.connect(t.socket_path)
    t.equal(server.tw.getAPIVersion(), "1.0", "allowed")
    t.equal(t.fault(server.tw.getGroupNames), (230, "NOT_IN_WHITELIST: getGroupNames"), "not allowed")
    t.equal(t.fault(server.twiddler.getAPIVersion), (1, "UNKNOWN_METHOD"), "another name")
    t.true("tw.addProgramToGroup" in server.system.listMethods(), "the methods are listed")
    t.stop()
    t.supervisord("--check", "--strict", "-c", t.conf, code=0)
    t.config("@BASE@\n[rpcinterface:x]\nsupervisor.rpcinterface_factory=my.package:make\n")
    refused = t.supervisord("-n", "-c", t.conf, code=2)
    t.match(r"my\.package:make cannot be resolved within \[rpcinterface:x\]: No module named 'my'", refused.err)
    t.match(r"the interfaces there are: supervisor\.rpcinterface:make_main_rpcinterface, supervisor_twiddler\.",
            t.supervisord("--check", "-c", t.conf).out)
