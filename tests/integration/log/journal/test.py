"""stdout_logfile=journal: each line is an entry with its fields; large ones come as files; a journal that is away or full
neither stops the daemon nor the program for good."""
import os
import socket

needs = ("mount",)
ours_only = "the journal is ours"


def receive(receiver):
    """The fields of the next entry."""
    data, ancillary, _, _ = receiver.recvmsg(1 << 20, socket.CMSG_SPACE(4))
    for level, kind, payload in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            descriptor = int.from_bytes(payload[:4], "little")
            data = os.pread(descriptor, 1 << 20, 0)
            os.close(descriptor)
    return dict(line.split("=", 1) for line in data.decode().splitlines())


def test(t):
    path = t.dir / "run/systemd/journal/socket"
    t.start(wrapper=["unshare", "-m", "--propagation", "private", t.dir / "journal.sh"])
    say = lambda word: t.rpc.sendProcessStdin("web:web_0", word + "\n")  # noqa: E731
    say("nobody hears")
    t.wait_log(r"ERRO cannot write to the journal: No such file or directory; what should go there is discarded")
    say("nor this")
    t.equal(t.rpc.getState()["statename"], "RUNNING", "the daemon answers")

    receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    receiver.bind(str(path))
    receiver.settimeout(60)
    say("hello")
    entry = receive(receiver)
    # "nor this" may have been written before or after the socket was there.
    if entry["MESSAGE"] == "nor this":
        entry = receive(receiver)
    t.equal(entry, {"MESSAGE": "hello", "PRIORITY": "6", "SYSLOG_FACILITY": "1", "SYSLOG_IDENTIFIER": "web_0",
                    "SUPERVISE_NAME": "web_0", "SUPERVISE_PROGRAM": "web", "SUPERVISE_GROUP": "web",
                    "SUPERVISE_CHANNEL": "stdout", "OBJECT_PID": str(t.pid("web:web_0"))}, "an entry")
    t.wait_log(r"WARN writing to the journal again; \d entries were lost")
    say("err")
    entry = receive(receiver)
    t.equal([entry[field] for field in ("MESSAGE", "PRIORITY", "SYSLOG_FACILITY", "SYSLOG_IDENTIFIER",
                                        "SUPERVISE_CHANNEL")], ["trouble", "3", "3", "shop", "stderr"], "of stderr")
    say("large")
    t.equal(receive(receiver)["MESSAGE"], "x" * 250000, "a large line")

    # Nobody takes the entries: the program waits, the daemon does not, and nothing is lost.
    say("flood")
    say("after the flood")
    for _ in range(20):
        t.equal(t.rpc.getState()["statename"], "RUNNING", "the daemon answers")
    got = [receive(receiver)["MESSAGE"] for _ in range(20001)]
    t.equal(got, ["line %d" % i for i in range(20000)] + ["after the flood"], "the flood")
    t.absent("journal", t.log().split("writing to the journal again")[1], "trouble with a journal that is only slow")
