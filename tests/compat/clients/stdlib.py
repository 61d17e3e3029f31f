"""Python's own client, as in monitoring: Home Assistant asks each process by group:name, Telegraf reads numbers into
32-bit fields, others use MultiCall. The password is in the address."""
import os
import pprint
import xmlrpc.client

address = os.environ["URL"].replace("//", "//user:pass@") + "/RPC2"


def show(title, value):
    print("==", title)
    print(pprint.pformat(value, width=110, sort_dicts=False))


with xmlrpc.client.ServerProxy(address) as server:
    show("state", server.supervisor.getState())
    show("identification", server.supervisor.getIdentification())
    processes = server.supervisor.getAllProcessInfo()
    show("processes", processes)
    for info in processes:
        for member in ("start", "stop", "now", "pid", "state", "exitstatus"):
            assert -2**31 <= info[member] < 2**31, (member, info)
        assert info["now"] >= info["start"], info
        one = server.supervisor.getProcessInfo(info["group"] + ":" + info["name"])
        show(info["group"] + ":" + info["name"], (one["statename"], one["description"]))
    calls = xmlrpc.client.MultiCall(server)
    calls.supervisor.getState()
    calls.supervisor.getProcessInfo("web")
    calls.supervisor.getProcessInfo("nobody")
    calls.supervisor.stopProcess("team:one")
    calls.supervisor.startProcess("team:one")
    show("multicall", calls().results)
    for method in ("supervisor.getState", "supervisor.tailProcessStdoutLog", "system.multicall"):
        show("signature", server.system.methodSignature(method))
    show("log", server.supervisor.readProcessStdoutLog("web", 0, 0))
    try:
        server.supervisor.startProcess("missing")
    except xmlrpc.client.Fault as fault:
        show("fault", (fault.faultCode, fault.faultString))

for options in ({"use_builtin_types": True, "allow_none": True}, {"encoding": "iso-8859-1"},
                {"headers": [("X-Forwarded-For", "192.0.2.1")]}):
    with xmlrpc.client.ServerProxy(address, **options) as server:
        show(str(options), (server.supervisor.getState(), server.supervisor.stopProcess("team:two"),
                            server.supervisor.startProcess("team:two", True)))

with xmlrpc.client.ServerProxy(os.environ["URL"] + "/RPC2") as server:
    try:
        server.supervisor.getState()
    except xmlrpc.client.ProtocolError as error:
        show("no password", (error.errcode, error.errmsg))
