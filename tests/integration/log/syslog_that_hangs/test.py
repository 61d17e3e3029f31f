"""LOG-035: a system log that takes nothing holds up the program that writes there, and neither the daemon nor a record."""
from harness import syslog

needs = ("mount",)
ours_only = "Supervisor waits in syslog(3), and answers nobody"


def test(t):
    receiver = syslog.start(t)
    t.rpc.sendProcessStdin("web", "flood\n")
    for _ in range(20):
        t.equal(t.rpc.getState()["statename"], "RUNNING", "the daemon answers")
    for number in range(1, 2001):
        t.match(r"^<14>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d supervisord: web flood %d$" % number,
                receiver.recv(4096).decode(), "a record")
    receiver.close()
    t.rpc.sendProcessStdin("web", "nobody\n")
    t.wait_log("ERRO cannot write to the system log: Connection refused; what should go there is discarded")
    t.absent("system log again", t.log(), "trouble with a log that was only slow")
