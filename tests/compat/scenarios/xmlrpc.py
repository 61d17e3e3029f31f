"""XML-RPC on the wire: what is taken as which value, which fault comes first, and the bytes of the answers."""
import xmlrpc.client

from .scenario import scenario

PROGRAMS = """@BASE@
[program:echo]
command=cat
startsecs=0
stdout_logfile=@DIR@/out
stderr_logfile=NONE
[program:slow]
command=sleep 1000
startsecs=2
autostart=false
stdout_logfile=NONE
stderr_logfile=NONE
[program:fails]
command=false
startsecs=5
startretries=0
autostart=false
stdout_logfile=NONE
stderr_logfile=NONE
"""

#: One value of each kind, as clients write them (RPC-008).
TEXT, INT = "<value><string>%s</string></value>", "<value><int>%s</int></value>"
NAMES = ("<value>echo</value>", "<value><![CDATA[echo]]></value>", "<value>e<!-- c -->cho</value>", "<value> echo </value>",
         "<value><base64>ZWNobw==</base64></value>", "<value>\n<string>echo</string>\n</value>", "<value><other>echo</other></value>",
         "<string>echo</string>", "<value/>", "<value></value>", "<value>&#101;ch&#x6f;</value>", "<value>n\u00e4me &amp; &lt;b&gt;</value>",
         "<value>a ]]&gt; b</value>")
NUMBERS = ("<int>1</int>", "<i4>1</i4>", "<int> 1 </int>", "<int>+1</int>", "<int>-1</int>", "<int></int>", "<int>1.5</int>",
           "<int>0x1</int>", "<double>1.0</double>", "<double> 1e0 </double>", "<double>1.9</double>", "<double></double>",
           "<double>x</double>", "<boolean>1</boolean>", "<boolean>0</boolean>", "<boolean>true</boolean>", "<string>1</string>",
           "<string> 1 </string>", "<dateTime.iso8601>nonsense</dateTime.iso8601>",
           "<dateTime.iso8601>20201331T23:59:00</dateTime.iso8601>", "<int>2147483647</int>", "<int>2147483648</int>")


def call(method, *params):
    return "<?xml version='1.0'?>\n<methodCall><methodName>%s</methodName><params>%s</params></methodCall>" % (
        method, "".join("<param>%s</param>" % param for param in params))


def dumped(value):
    return xmlrpc.client.dumps((value,)).split("<param>\n")[1].split("</param>")[0]


def multicall(*calls):
    return call("system.multicall", dumped([{"methodName": method, "params": list(params)} for method, *params in calls]))


@scenario(PROGRAMS, "RPC-008 RPC-006 RPC-011 RPC-013")
def values_over_xmlrpc(s):
    s.start()
    s.until(echo="RUNNING")
    s.rpc("sendProcessStdin", "echo", "0123456789\n")
    s.until_file("out", "9\n")
    for name in NAMES:
        s.post(call("supervisor.getProcessInfo", name))
        s.post(call("supervisor.signalProcess", name, TEXT % "CONT"))
        s.post(call("supervisor.addProcessGroup", name))
    for number in NUMBERS:
        s.post(call("supervisor.readProcessStdoutLog", TEXT % "echo", "<value>%s</value>" % number, INT % 2))
        s.post(call("supervisor.tailProcessStdoutLog", TEXT % "echo", INT % 0, "<value>%s</value>" % number))
    for signal in ("<string>CONT</string>", "<string>SIGCONT</string>", "<string>cont</string>", "<int>18</int>", "<string>18</string>",
                   "<string>-1</string>", "<string>99</string>", "<string></string>", "<string>SIG</string>", "<string>1.5</string>"):
        s.post(call("supervisor.signalProcess", TEXT % "echo", "<value>%s</value>" % signal))
    for wait in ("<boolean>0</boolean>", "<boolean>1</boolean>", "<int>0</int>", "<string></string>", "<string>x</string>"):
        s.post(call("supervisor.startProcess", TEXT % "echo", "<value>%s</value>" % wait))
    s.stop()


@scenario(PROGRAMS, "RPC-004 RPC-005 RPC-007 RPC-011 RPC-012 RPC-013 RPC-043 RPC-060 RPC-062")
def calls_over_xmlrpc(s):
    s.start()
    s.until(echo="RUNNING")
    for name in ("", "supervisor", "supervisor.", ".getState", "supervisor._update", "a.b.c", "supervisor.getState ",
                 " supervisor.getState", "Supervisor.getState", "supervisor.getstate", "supervisor.supervisord.options",
                 "supervisor.getState.x", "supervisor.&lt;", "system.none"):
        s.post(call(name))
    for document in ("hello", "<methodCall/>", "<methodCall><methodName/></methodCall>",
                     "<methodCall><methodName>supervisor.getState</methodName></methodCall>",
                     "<methodCall><methodName>supervisor.getState</methodName><params/></methodCall>",
                     "<methodCall><params/><methodName>supervisor.getState</methodName></methodCall>",
                     "<methodCall><methodName><![CDATA[supervisor.getState]]></methodName></methodCall>",
                     "<methodCall><methodName>supervisor.getState</methodName><params><param/></params></methodCall>",
                     "<methodCall><methodName>supervisor.getState</methodName></methodCall>x",
                     "<methodCall><methodName>supervisor.getState</methodName>", "<methodResponse/>"):
        s.post(document)
    for method, count in (("getState", 1), ("getProcessInfo", 0), ("startProcess", 0), ("startProcess", 3), ("readLog", 1),
                          ("stopAllProcesses", 2), ("sendProcessStdin", 1), ("getAllProcessInfo", 1), ("shutdown", 1)):
        s.post(call("supervisor." + method, *[TEXT % "x"] * count))
    for name in ("echo:echo", "echo:*", "echo:", ":echo", ":", "*", " echo", "echo:echo:x", "nobody", "echo:nobody"):
        for method, *more in (("getProcessInfo",), ("signalProcess", TEXT % "CONT"), ("startProcessGroup",),
                              ("signalProcessGroup", TEXT % "CONT"), ("readProcessStdoutLog", INT % 0, INT % 0),
                              ("tailProcessStdoutLog", INT % 0, INT % 2), ("sendProcessStdin", TEXT % ""),
                              ("addProcessGroup",), ("removeProcessGroup",), ("startProcess",)):
            s.post(call("supervisor." + method, TEXT % name, *more))
    for method in s.t.system.listMethods():
        s.rpc("system.methodSignature", method)
    for parameters in ((TEXT % "a", TEXT % "b"), (INT % 1, INT % 2), (TEXT % "a",)):
        s.post(call("supervisor.sendRemoteCommEvent", *parameters))
    for method in ("getAllProcessInfo", "getAllConfigInfo", "getAPIVersion", "getIdentification", "getState", "reloadConfig"):
        s.post(call("supervisor." + method))
    s.post(call("system.methodSignature", TEXT % "none"))
    s.post(call("system.methodHelp", TEXT % "none"))
    s.stop()


@scenario(PROGRAMS, "RPC-063 RPC-064 RPC-014 RPC-033 RPC-038")
def several_calls_in_one(s):
    s.start()
    s.until(echo="RUNNING")
    s.post(multicall(("supervisor.getAPIVersion",), ("supervisor.getProcessInfo", "nobody"), ("supervisor.none",),
                     ("system.listMethods", "too many"), ("system.methodSignature", "system.multicall")))
    s.post(multicall(("supervisor.startProcess", "slow"), ("supervisor.getProcessInfo", "slow"), ("supervisor.stopProcess", "slow"),
                     ("supervisor.stopProcess", "slow"), ("supervisor.startProcess", "fails"), ("supervisor.getState",),
                     ("supervisor.startProcess", "slow", False), ("supervisor.getProcessInfo", "slow"),
                     ("supervisor.stopProcessGroup", "slow"), ("supervisor.stopAllProcesses",), ("supervisor.getAllProcessInfo",)))
    s.post(call("system.multicall", dumped([{}, {"params": []}, {"methodName": ""}, {"methodName": "system.multicall"},
                                            {"methodName": "supervisor.getState"}])))
    s.post(multicall())
    s.post(call("system.multicall"))
    s.post(call("system.multicall", dumped([]), dumped([])))
    s.stop()
