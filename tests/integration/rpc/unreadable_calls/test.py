"""RPC-007, RPC-009, RPC-010, RPC-064: what is no call is answered with 400 and its reason is in the log; what is one, but
of wrong types, with a fault. Nothing makes the daemon stop answering."""
from harness import rpc

ours_only = "Supervisor drops the connection, answers 500, or reads what it should not"

CALL = b"<methodCall><methodName>supervisor.getProcessInfo</methodName><params><param>%s</param></params></methodCall>"

#: (document, what the log says of it)
UNREADABLE = (
    (b"", "not well-formed"),
    (CALL % b"<value>\xe9t\xe9</value>", "is not UTF-8"),
    (CALL % b"<value>a\x1bb</value>", "control character"),
    (CALL % b"<value>&#0;</value>", "invalid character number"),
    (b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + CALL % b"<value>&b;</value>", "document types are not accepted"),
    (CALL % (b"<value><array><data>" * 200 + b"</data></array></value>" * 200), "nested deeper"),
    (CALL % b"<value><int>9223372036854775808</int></value>", "not a value of type int"),
    (CALL % b"<value><dateTime.iso8601>20230229T00:00:00</dateTime.iso8601></value>", "not a value of type dateTime"),
    (CALL % b"<value><base64>a!</base64></value>", "not a value of type base64"),
    (b"<methodResponse/>", "not a methodCall"),
)

#: Values that no name is.
WRONG = (b"<int>5</int>", b"<boolean>1</boolean>", b"<double>1.5</double>", b"<nil/>", b"<array><data/></array>", b"<struct/>",
         b"<dateTime.iso8601>20230228T00:00:00</dateTime.iso8601>")


def test(t):
    t.start()
    for document, reason in UNREADABLE:
        t.equal(rpc.post(t.socket_path, document)[0], 400, document[:80])
        t.wait_log(r"ERRO XML-RPC request data .* is invalid: unmarshallable \(.*%s" % reason)
    t.equal(rpc.post(t.socket_path, b"<methodCall/>")[0], 400, "no name")
    t.wait_log("ERRO XML-RPC request data '<methodCall/>' is invalid: no method name$")
    for value in WRONG:
        status, answer = rpc.post(t.socket_path, CALL % (b"<value>%s</value>" % value))
        t.equal(status, 200, value)
        t.match("<int>2</int>", answer.decode(), "INCORRECT_PARAMETERS for %r" % value)
    t.equal(t.system.multicall(["no struct", {"methodName": 5}]),
            [{"faultCode": 2, "faultString": "INCORRECT_PARAMETERS: No methodName"},
             {"faultCode": 2, "faultString": "INCORRECT_PARAMETERS: methodName is not of type string"}], "inside")
    t.equal(t.rpc.getState()["statename"], "RUNNING", "the daemon")
