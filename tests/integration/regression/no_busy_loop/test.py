"""S#807, S#1348, DIFF-007: closed pipes, held pipes and gone clients leave the daemon asleep."""
import os
import socket


def cpu(pid):
    with open("/proc/%d/stat" % pid) as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test(t):
    daemon = t.start()
    t.wait_states({"closes": "RUNNING", "grandchild": "EXITED", "quiet": "RUNNING"})
    for text in (b"", b"POST /RPC2 HTTP/1.1\r\nContent-Le", b"\x00\xff"):
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(t.socket_path))
            client.sendall(text)
    before = cpu(daemon.pid)
    t.observe(2, lambda: daemon.process.poll() is None, "the daemon alive")
    t.true(cpu(daemon.pid) - before < 0.3, "it used %.2f s of CPU in 2 s" % (cpu(daemon.pid) - before))
