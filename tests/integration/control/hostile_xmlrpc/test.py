"""field.md G.2, XML-RPC: what is no call is refused, bad calls are faults, and neither costs the daemon anything."""
import concurrent.futures
import xmlrpc.client

from harness import raw
from harness.raw import Raw, call, param, request

ours_only = "Supervisor answers 500, drops the connection, or uses memory without limit"
limit = 300

KEPT, CLOSED = True, False
#: Of libsupervise/rpc/limits.hpp
MAX_CALL_BYTES, MAX_NODES, MAX_DEPTH, MAX_MEMBERS, MAX_MULTICALL = 8 * 1024 * 1024, 50_000, 90, 1000, 2000
MAX_TEXT = 4 * 1024 * 1024
UNKNOWN_METHOD, INCORRECT_PARAMETERS, BAD_ARGUMENTS, BAD_NAME, FAILED, NOT_RUNNING = (
    ("fault", 1), ("fault", 2), ("fault", 3), ("fault", 10), ("fault", 30), ("fault", 70))


def xml(text):
    return request(text if isinstance(text, bytes) else text.encode())


def info(value):
    """A call that wants a name, with this value."""
    return call("supervisor.getProcessInfo", "<param>%s</param>" % value)


def read(offset, length):
    return call("supervisor.readLog", param("<int>%s</int>" % offset) + param("<int>%s</int>" % length))


def multicall(calls):
    return call("system.multicall", param("<array><data>%s</data></array>" % calls))


def inner(method, params=""):
    return "<value><struct><member><name>methodName</name><value>%s</value></member>%s</struct></value>" % (method, params)


BOMB = "<!DOCTYPE b [<!ENTITY a0 'ha'>" + "".join(
    "<!ENTITY a%d '%s'>" % (i, "&a%d;" % (i - 1) * 10) for i in range(1, 10)) + "]>"
NESTED = "<value><array><data>" * 10_000 + "</data></array></value>" * 10_000

ROWS = [
    # What is no XML, or more than a message needs
    ("nothing but blanks", xml(" \n"), 400, KEPT),
    ("no XML", xml("hello"), 400, KEPT),
    ("JSON", xml('{"method": "supervisor.getState"}'), 400, KEPT),
    ("another document", xml("<html/>"), 400, KEPT),
    ("a response", xml("<methodResponse><params/></methodResponse>"), 400, KEPT),
    ("not closed", xml("<methodCall><methodName>supervisor.getState</methodName>"), 400, KEPT),
    ("crossed tags", xml("<methodCall><methodName>supervisor.getState</methodCall></methodName>"), 400, KEPT),
    ("bytes behind the end",
     xml("<methodCall><methodName>supervisor.getState</methodName></methodCall>trailing"), 400, KEPT),
    ("two calls", xml("<methodCall><methodName>supervisor.getState</methodName></methodCall>" * 2), 400, KEPT),
    ("billion laughs", xml(BOMB + "<methodCall><methodName>&a9;</methodName></methodCall>"), 400, KEPT),
    ("an external entity", xml("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><methodCall><methodName>&e;"
                               "</methodName></methodCall>"), 400, KEPT),
    ("an external document type", xml("<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'><methodCall><methodName>"
                                      "supervisor.getState</methodName></methodCall>"), 400, KEPT),
    ("an entity nobody knows", xml("<methodCall><methodName>&nbsp;</methodName></methodCall>"), 400, KEPT),
    ("a character that is none", xml("<methodCall><methodName>&#0;</methodName></methodCall>"), 400, KEPT),
    ("control characters", xml(b"<methodCall><methodName>a\x01b</methodName></methodCall>"), 400, KEPT),
    ("not UTF-8", xml(b"<methodCall><methodName>\xff\xfe</methodName></methodCall>"), 400, KEPT),
    ("UTF-16", xml("<methodCall><methodName>supervisor.getState</methodName></methodCall>".encode("utf-16")), 400, KEPT),
    ("another encoding declared", xml("<?xml version='1.0' encoding='utf-16'?><methodCall><methodName>"
                                      "supervisor.getState</methodName></methodCall>"), 200, KEPT),
    ("a processing instruction", xml("<?php system('id') ?><methodCall><methodName>supervisor.getState</methodName>"
                                     "</methodCall>"), 200, KEPT),
    ("10,000 nested arrays", call("supervisor.getProcessInfo", "<param>%s</param>" % NESTED), 400, KEPT),
    ("10,000 nested unknown elements", xml("<methodCall>" + "<x>" * 10_000 + "</x>" * 10_000 + "</methodCall>"), 400, KEPT),
    ("nested a little too deep", info("<value><array><data>" * 30 + "</data></array></value>" * 30), 400, KEPT),
    ("too many elements", info("<value><array><data>" + "<value/>" * MAX_NODES + "</data></array></value>"), 400, KEPT),
    ("too many members", info("<value><struct>" + "".join(
        "<member><name>%d</name><value/></member>" % i for i in range(MAX_MEMBERS + 1)) + "</struct></value>"), 400, KEPT),
    ("a text too long", info("<value>" + "x" * (MAX_TEXT + 1) + "</value>"), 400, KEPT),
    ("a string of 50 MB", info("<value>" + "x" * 50_000_000 + "</value>"), 413, CLOSED),
    ("an attribute of 5 MB", info("<value x='" + "x" * 5_000_000 + "'/>"), BAD_NAME, KEPT),
    ("a comment of 5 MB", info("<value><!--" + "x" * 5_000_000 + "--></value>"), 400, KEPT),
    # Names
    ("no method", xml("<methodCall/>"), 400, KEPT),
    ("an empty method", xml("<methodCall><methodName/></methodCall>"), 400, KEPT),
    ("a private method", call("supervisor._x"), UNKNOWN_METHOD, KEPT),
    ("a private method of Python's", call("supervisor.__class__"), UNKNOWN_METHOD, KEPT),
    ("three parts", call("supervisor.supervisord.options.execve"), UNKNOWN_METHOD, KEPT),
    ("one part", call("getState"), UNKNOWN_METHOD, KEPT),
    ("no name space", call(".getState"), UNKNOWN_METHOD, KEPT),
    ("no name", call("supervisor."), UNKNOWN_METHOD, KEPT),
    ("blanks", call(" supervisor.getState "), UNKNOWN_METHOD, KEPT),
    ("another case", call("Supervisor.GetState"), UNKNOWN_METHOD, KEPT),
    ("letters of another script", call("supervisor.gеtState"), UNKNOWN_METHOD, KEPT),
    ("a path", call("../supervisor.getState"), UNKNOWN_METHOD, KEPT),
    ("a name of 1 MB", call("x" * 1_000_000), UNKNOWN_METHOD, KEPT),
    # Parameters
    ("too many", call("supervisor.getState", param("x")), INCORRECT_PARAMETERS, KEPT),
    ("too few", call("supervisor.getProcessInfo"), INCORRECT_PARAMETERS, KEPT),
    ("10,000 of them", call("supervisor.getState", param("x") * 10_000), INCORRECT_PARAMETERS, KEPT),
    ("a parameter without a value", call("supervisor.getProcessInfo", "<param/>"), 400, KEPT),
    ("a value without a type", info("<value>nobody</value>"), BAD_NAME, KEPT),
    ("an empty value", info("<value/>"), BAD_NAME, KEPT),
    ("a truth for a name", info("<value><boolean>1</boolean></value>"), INCORRECT_PARAMETERS, KEPT),
    ("a number for a name", info("<value><int>1</int></value>"), INCORRECT_PARAMETERS, KEPT),
    ("a fraction for a name", info("<value><double>1.5</double></value>"), INCORRECT_PARAMETERS, KEPT),
    ("nothing for a name", info("<value><nil/></value>"), INCORRECT_PARAMETERS, KEPT),
    ("a date for a name", info("<value><dateTime.iso8601>20200101T00:00:00</dateTime.iso8601></value>"),
     INCORRECT_PARAMETERS, KEPT),
    ("an array for a name", info("<value><array><data/></array></value>"), INCORRECT_PARAMETERS, KEPT),
    ("a struct for a name", info("<value><struct/></value>"), INCORRECT_PARAMETERS, KEPT),
    ("bytes for a name", info("<value><base64>bm9ib2R5</base64></value>"), BAD_NAME, KEPT),
    ("base64 that is none", info("<value><base64>!!!</base64></value>"), 400, KEPT),
    ("a number that is none", info("<value><int>one</int></value>"), 400, KEPT),
    ("a number beyond 64 bits", info("<value><int>99999999999999999999</int></value>"), 400, KEPT),
    ("a date that is none", info("<value><dateTime.iso8601>today</dateTime.iso8601></value>"), 400, KEPT),
    ("a type nobody knows", info("<value><unknown>nobody</unknown></value>"), BAD_NAME, KEPT),
    ("an array without data", info("<value><array/></value>"), 400, KEPT),
    ("a member without a name", info("<value><struct><member><value/></member></struct></value>"), 400, KEPT),
    ("NUL in a name", info("<value><base64>AA==</base64></value>"), BAD_NAME, KEPT),
    ("a name of 3 MB", info("<value>" + "x" * 3_000_000 + "</value>"), BAD_NAME, KEPT),
    ("a name of colons", info("<value>%s</value>" % (":" * 10_000)), BAD_NAME, KEPT),
    ("a signal that is none", call("supervisor.signalProcess", param("deaf") + param("-9")), ("fault", 11), KEPT),
    ("signal 2^40", call("supervisor.signalProcess", param("deaf") + param("<i8>1099511627776</i8>")), ("fault", 11), KEPT),
    # Logs
    *(("readLog %s, %s" % pair, read(*pair), expected, KEPT) for pair, expected in (
        ((0, 0), 200), ((0, 2**31), 200), ((2**31, 2**31), 200), ((2**63 - 1, 2**63 - 1), 200), ((2**63 - 1, 0), 200),
        ((-1, 0), 200), ((-2**63, 0), 200), ((-2**31, 0), 200), ((-1, 1), BAD_ARGUMENTS), ((-2**63, 1), BAD_ARGUMENTS),
        ((0, -1), BAD_ARGUMENTS), ((0, -2**63), BAD_ARGUMENTS), ((2**63, 0), 400))),
    *(("tail %s, %s" % pair, call("supervisor.tailProcessStdoutLog", param("writer") + "".join(
        param("<i8>%d</i8>" % n) for n in pair)), 200, KEPT) for pair in (
            (0, 0), (-1, -1), (2**63 - 1, 2**63 - 1), (-2**63, -2**63), (-2**63, 2**63 - 1), (2**63 - 1, -2**63))),
    ("a log of a name outside", call("supervisor.readProcessStdoutLog", param("../../etc/passwd") + param(
        "<int>0</int>") * 2), BAD_NAME, KEPT),
    # Several calls
    ("a multicall of nothing", multicall(""), 200, KEPT),
    ("a multicall of what are no calls", multicall("<value>x</value><value><int>1</int></value>"), 200, KEPT),
    ("a multicall in a multicall", multicall(inner("system.multicall", "<member><name>params</name><value><array><data>"
                                                   "<value><array><data/></array></value></data></array></value>"
                                                   "</member>")), 200, KEPT),
    ("too many calls", multicall(inner("supervisor.getPID") * (MAX_MULTICALL + 1)), INCORRECT_PARAMETERS, KEPT),
    ("100,000 calls", multicall(inner("x") * 100_000), 413, CLOSED),
    ("50,000 small calls", multicall("<value><struct/></value>" * 50_000), 400, KEPT),
    ("a struct for the list", call("system.multicall", param("<struct/>")), INCORRECT_PARAMETERS, KEPT),
]


def multicalls(t):
    """RPC-063, RPC-064: each call has its own outcome; the last of two members of one name counts."""
    answer = t.system.multicall([{"methodName": "system.multicall", "params": [[]]}, {}, {"methodName": "supervisor._x"},
                                 {"methodName": "supervisor.getPID"}])
    t.equal([a if isinstance(a, int) else a["faultCode"] for a in answer], [2, 2, 1, t.daemon.pid], "outcomes")
    connection = Raw(t)
    connection.send(multicall("<value><struct><member><name>methodName</name><value>supervisor.shutdown</value></member>"
                              "<member><name>methodName</name><value>supervisor.getPID</value></member></struct></value>"))
    t.match(b"<int>%d</int>" % t.daemon.pid, connection.response()[2], "duplicate members")
    connection.close()


def large_multicall(t):
    """As many calls as are allowed, and others are answered in between."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        busy = [pool.submit(lambda: t.system.multicall([{"methodName": "supervisor.getAllProcessInfo"}] * MAX_MULTICALL))
                for _ in range(2)]
        while not all(job.done() for job in busy):
            t.true(t.answers(), "others are answered")
        for job in busy:
            t.equal(len(job.result()), MAX_MULTICALL, "answers")


def replies(t):
    """Whatever a program writes, the reply is well-formed: xmlrpc.client parses it with expat."""
    t.wait(lambda: b"\xff" in t.read_bytes("writer.log"), "the program's output")
    for text in (t.rpc.readProcessStdoutLog("writer", 0, 0), t.rpc.tailProcessStdoutLog("writer", 0, 1000)[0]):
        t.match(r"a.?b\]\]>c<d>&", text, "what was written")
    for cut in range(1, 20):
        t.rpc.readProcessStdoutLog("writer", 0, cut)
        t.rpc.readProcessStdoutLog("writer", -cut, 0)


def stdin_of_a_deaf_program(t):
    """100 MB for a program that does not read: a megabyte waits, the rest is refused."""
    outcomes = set()
    for _ in range(100):
        try:
            t.rpc.sendProcessStdin("deaf", "secret" * 150_000)
            outcomes.add("sent")
        except xmlrpc.client.Fault as fault:
            outcomes.add((fault.faultCode, fault.faultString))
    t.equal(outcomes, {"sent", (30, "FAILED: deaf does not read its stdin: more than 1048576 bytes would wait")},
            "outcomes")
    t.equal(t.state("deaf"), "RUNNING", "the program")
    t.equal(t.fault(t.rpc.sendProcessStdin, "idle", "x"), (70, "NOT_RUNNING: idle"), "a program that does not run")
    t.equal(t.fault(t.rpc.sendProcessStdin, "deaf", 5), (2, "INCORRECT_PARAMETERS: 5"), "no text")
    t.absent("secretsecret", t.log(), "the log")
    t.match(r"INFO supervisor.sendProcessStdin\('deaf', <900000 bytes>\) from a unix socket", t.log(), "the log")
    t.rpc.stopProcess("deaf")


def at_the_same_time(t):
    """Starts and stops of one process, and clearing a log while it is written, from several clients at once."""
    calls = [lambda: t.rpc.startProcess("idle"), lambda: t.rpc.startProcess("idle"), lambda: t.rpc.stopProcess("idle"),
             lambda: t.rpc.clearProcessLogs("writer"), lambda: t.rpc.clearLog(), lambda: t.rpc.reloadConfig(),
             lambda: t.rpc.signalProcess("idle", "TERM"), lambda: t.rpc.removeProcessGroup("nobody")]

    def outcome(one):
        try:
            one()
            return "ok"
        except xmlrpc.client.Fault as fault:
            return fault.faultCode

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        outcomes = set(pool.map(outcome, calls * 10))
    t.true(outcomes <= {"ok", 10, 30, 40, 50, 60, 70}, "each has an outcome of its own: %r" % outcomes)


def test(t):
    t.start()
    t.wait_states({"deaf": "RUNNING", "writer": "RUNNING"})
    raw.send_row(t, info("<value>" + "x" * 3_000_000 + "</value>"), BAD_NAME, KEPT)
    footprint = raw.Footprint(t)
    raw.check_rows(t, ROWS)
    for step in (multicalls, large_multicall, replies, stdin_of_a_deaf_program, at_the_same_time):
        step(t)
        t.true(t.answers(), "answers after %s" % step.__name__)
    t.rpc.stopAllProcesses()
    footprint.wait_back()
    t.true(len(t.log()) < 1_000_000, "the log is not flooded: %d bytes" % len(t.log()))
