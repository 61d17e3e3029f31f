"""[supervisord] logfile=journal: messages with their levels, no file to read; what waits for a slow journal at the end still
goes there, and a journal that takes nothing does not keep the daemon for ever."""
import socket

needs = ("mount",)
ours_only = "the journal is ours"


def test(t):
    (t.dir / "run/systemd/journal").mkdir(parents=True)
    receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    receiver.bind(str(t.dir / "run/systemd/journal/socket"))
    receiver.settimeout(60)
    daemon = t.start("-s", wrapper=["unshare", "-m", "--propagation", "private", t.dir / "journal.sh"])

    def wait_entries(*messages):
        """The entries that begin so, in whatever order they come."""
        found = {}
        while len(found) < len(messages):
            entry = dict(line.split("=", 1) for line in receiver.recv(1 << 20).decode().splitlines())
            found.update((message, entry) for message in messages if entry["MESSAGE"].startswith(message))
        return [found[message] for message in messages]
    entry, = wait_entries("supervisord started with pid ")
    t.equal((entry["PRIORITY"], entry["SYSLOG_IDENTIFIER"]), ("6", "supervisord"), "of the start")
    t.equal(t.fault(t.rpc.readLog, 0, 0), (20, "NO_FILE"), "there is no file")
    t.wait_state("flood", "RUNNING")
    t.rpc.sendProcessStdin("flood", "go\n")
    wait_entries("line 0")
    t.rpc.shutdown()
    _, stopped = wait_entries("line 999", "stopped: flood")
    t.equal(stopped["PRIORITY"], "4", "a warning")
    daemon.wait_exit(0)
    # Nobody reads any more, and the queue is full.
    filler = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    filler.setblocking(False)
    try:
        while True:
            filler.sendto(b"MESSAGE=full\n", str(t.dir / "run/systemd/journal/socket"))
    except BlockingIOError:
        pass
    t.launch("-s", wrapper=["unshare", "-m", "--propagation", "private", t.dir / "journal.sh"])
    t.wait(t.answers, "the daemon to answer")
    t.wait_state("flood", "RUNNING")
    t.rpc.sendProcessStdin("flood", "go\n")
    t.daemon.signal("TERM")
    t.daemon.wait_exit(0)
