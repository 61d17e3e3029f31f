"""XML-RPC methods, a subject at a time: what they return, each fault, and the order of what is checked."""
from .asking import KINDS
from .scenario import scenario


def calls(name, rows, *called, prepare=None):
    def steps(s):
        s.start()
        s.until(up="RUNNING", team__a="RUNNING")
        if prepare:
            prepare(s)
        for method, *args in called:
            s.rpc(method, *args, sort=method.endswith(("Processes", "Group")))
        s.stop()
    scenario(KINDS, rows, name=name)(steps)


calls("rpc_start_process", "RPC-032 RPC-033 RPC-034 RPC-001 RPC-002",
      ("startProcess", "up"), ("startProcess", "off"), ("startProcess", "off", False), ("startProcess", "nofile"),
      ("startProcess", "nofile", False), ("startProcess", "noexec"), ("startProcess", "early"),
      ("startProcess", "nobody"), ("startProcess", "team"), ("startProcess", "team:b"),
      ("startProcess", "team:nobody"), ("startProcess", ""), ("startProcess", ":"), ("startProcess", "up:*"),
      ("startProcess", "team:*"), ("startProcess", "done", False), ("getProcessInfo", "early"), ("startProcess",),
      ("startProcess", "up", True, 1))
calls("rpc_start_groups", "RPC-035 RPC-036 RPC-037 RPC-042",
      ("startProcessGroup", "team"), ("startProcessGroup", "team", False), ("startProcessGroup", "nobody"),
      ("startProcessGroup", "nofile"), ("startProcessGroup", "early"), ("startProcess", "team:*"),
      ("startProcess", "nobody:*"), ("startAllProcesses",), ("startProcessGroup", "team:a"))
calls("rpc_stop", "RPC-038 RPC-039 RPC-042",
      ("stopProcess", "up"), ("stopProcess", "up"), ("stopProcess", "off"), ("stopProcess", "nobody"),
      ("stopProcess", "team:*"), ("stopProcess", "team:*"), ("stopProcessGroup", "nobody"),
      ("stopProcessGroup", "up"), ("startProcess", "up"), ("stopProcess", "up:*"), ("startProcessGroup", "team"),
      ("stopAllProcesses",), ("stopAllProcesses",), ("stopProcess",))
calls("rpc_signal", "RPC-040 RPC-041 RPC-001",
      ("signalProcess", "up", "CONT"), ("signalProcess", "up", "SIGCONT"), ("signalProcess", "up", 18),
      ("signalProcess", "up", "NOPE"), ("signalProcess", "off", "CONT"), ("signalProcess", "off", "NOPE"),
      ("signalProcess", "nobody", "NOPE"), ("signalProcess", "team:*", "CONT"),
      ("signalProcessGroup", "team", "CONT"), ("signalProcessGroup", "team", "NOPE"),
      ("signalProcessGroup", "nobody", "CONT"), ("signalProcessGroup", "off", "CONT"), ("signalAllProcesses", "CONT"),
      ("signalAllProcesses", "NOPE"), ("signalProcess", "up"))
calls("rpc_identity", "RPC-020 RPC-021 RPC-022 RPC-023 RPC-024",
      ("getAPIVersion",), ("getVersion",), ("getSupervisorVersion",), ("getIdentification",), ("getState",),
      ("getState", 1), ("getNothing",), ("getAPIVersion", "x"))
calls("rpc_process_info", "RPC-043 RPC-044 RPC-045",
      ("getProcessInfo", "up"), ("getProcessInfo", "off"), ("getProcessInfo", "done"), ("getProcessInfo", "team:a"),
      ("getProcessInfo", "a"), ("getProcessInfo", "team:*"), ("getProcessInfo", "nobody"), ("getProcessInfo",),
      ("getAllProcessInfo",))
calls("rpc_config_info", "RPC-046 RPC-047",
      ("getAllConfigInfo",), ("getAllConfigInfo", 1))
calls("rpc_events", "RPC-055 EVT-010",
      ("sendRemoteCommEvent", "a", "b"), ("sendRemoteCommEvent", "", ""), ("sendRemoteCommEvent", "a"),
      ("sendRemoteCommEvent", 1, 2), ("sendRemoteCommEvent", "a", ["b"]))
calls("rpc_methods", "RPC-060 RPC-062 RPC-004",
      ("system.listMethods",), ("system.methodSignature", "supervisor.startProcess"),
      ("system.methodSignature", "supervisor.readLog"), ("system.methodSignature", "system.multicall"),
      ("system.methodSignature", "nothing"), ("system.methodHelp", "nothing"), ("system.nothing",),
      ("system.listMethods", 1))


@scenario("@BASE@\n[program:deaf]\ncommand=sh -c 'trap \"\" TERM; echo ready > @DIR@/ready; while :; do sleep 0.05; done'\n"
          "startsecs=0\nstopwaitsecs=1000\n", "RPC-003 DAEMON-075")
def rpc_while_shutting_down(s):
    s.start()
    s.until_file("ready", "ready")
    s.until(deaf="RUNNING")
    s.t.rpc.shutdown()
    s.until_log("waiting for deaf to die")
    for method, *args in (("getState",), ("getAPIVersion",), ("getSupervisorVersion",), ("getPID",),
                          ("getIdentification",), ("readLog", 0, 1), ("clearLog",), ("shutdown",), ("restart",),
                          ("reloadConfig",), ("addProcessGroup", "x"), ("removeProcessGroup", "x"),
                          ("startProcess", "deaf"), ("startProcessGroup", "deaf"), ("startAllProcesses",),
                          ("stopProcess", "nobody"), ("stopProcessGroup", "deaf"), ("stopAllProcesses",),
                          ("signalProcess", "deaf", "NOPE"), ("signalProcessGroup", "deaf", "HUP"),
                          ("getAllConfigInfo",), ("getAllProcessInfo",), ("getProcessInfo", "deaf"),
                          ("readProcessStdoutLog", "deaf", 0, 1), ("tailProcessStdoutLog", "deaf", 0, 1),
                          ("clearProcessLogs", "deaf"), ("clearAllProcessLogs",), ("sendProcessStdin", "deaf", "x"),
                          ("sendRemoteCommEvent", "a", "b"), ("system.methodSignature", "supervisor.getState"),
                          ("nothing",)):
        s.rpc(method, *args)


@scenario(KINDS, "RPC-013 RPC-005 RPC-002")
def rpc_names(s):
    s.start()
    s.until(up="RUNNING", team__a="RUNNING")
    for name in ("up", "up:up", "up:", "up:*", ":up", "UP", " up", "up ", "team", "team:a", "team:", "team:a:a", "a", "*", "*:*", "all"):
        s.rpc("getProcessInfo", name)
        s.rpc("signalProcess", name, "CONT")
        s.rpc("tailProcessStdoutLog", name, 0, 0)
    s.stop()
