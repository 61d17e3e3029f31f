"""RPC-064: every method, called with values of every type that are not what it expects, is answered: by a result or by a
fault, in XML that can be read."""
import random
import xmlrpc.client

from harness import rpc

ours_only = "supervisor_twiddler is not in the distribution"

#: What would end the daemon.
ENDING = {"supervisor.shutdown", "supervisor.restart"}

STRUCT = "<struct><member><name>%s</name><value>%s</value></member><member><name>%s</name><value>%s</value></member></struct>"
ODD = (
    "<int>0</int>", "<int>-1</int>", "<i4>2147483647</i4>", "<i8>9223372036854775807</i8>", "<i8>-9223372036854775808</i8>",
    "<boolean>1</boolean>", "<boolean>0</boolean>", "<double>1e308</double>", "<double>-1.5</double>", "<nil/>",
    "<base64>AAEC/w==</base64>", "<dateTime.iso8601>20260101T00:00:00</dateTime.iso8601>",
    "<string></string>", "<string>cat</string>", "jobs:web", "jobs:*", "cat:*", "jobs:", ":", "&#xFFFD;&#10; /../", "A" * 5000,
    "<array><data></data></array>", "<array><data><value>cat</value><value><int>1</int></value></data></array>",
    "<struct></struct>", STRUCT % ("command", "cat", "numprocs", "x"),
    STRUCT % ("methodName", "supervisor.getState", "params", "<array><data/></array>"),
    "<array><data><value>" + STRUCT % ("methodName", "system.multicall", "params",
                                       "<array><data><value><array><data/></array></value></data></array>")
    + "</value></data></array>",
)
CALL = "<methodCall><methodName>%s</methodName><params>%s</params></methodCall>"


def argument_lists(numbers):
    yield ()
    for value in ODD:
        yield (value,)
        yield ("cat", value)
    for count in (2, 3, 3, 4, 5):
        for _ in range(5):
            yield tuple(numbers.choice(ODD) for _ in range(count))


def test(t):
    t.start()
    numbers = random.Random(1)
    for method in sorted(set(t.system.listMethods()) - ENDING):
        for arguments in argument_lists(numbers):
            params = "".join("<param><value>%s</value></param>" % value for value in arguments)
            status, answer = rpc.post(t.socket_path, (CALL % (method, params)).encode())
            t.equal(status, 200, "%s%s" % (method, arguments))
            try:
                xmlrpc.client.loads(answer)
            except xmlrpc.client.Fault as fault:
                t.true(fault.faultString, "%s%s: a fault without words" % (method, arguments))
    t.equal(t.rpc.getState()["statename"], "RUNNING", "the daemon")
