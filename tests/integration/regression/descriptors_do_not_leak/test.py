"""S#26, S#489, S#997, S#1082, S#184, S#1440, S#1003, S#1704: two hundred runs of a program, and as many connections,
leave as many descriptors open as before."""
import os
import xmlrpc.client


def test(t):
    daemon = t.start()

    def once():
        try:
            t.rpc.startProcess("flap")
        except xmlrpc.client.Fault as fault:
            t.equal(fault.faultCode, 40, "it ended before it was looked at: %s" % fault.faultString)
        t.wait_state("flap", "EXITED")
    t.wait_state("flap", "EXITED")
    runs = 200 if t.ours else 4
    once()
    before = len(os.listdir("/proc/%d/fd" % daemon.pid))
    for _ in range(runs):
        once()
    t.wait(lambda: len(os.listdir("/proc/%d/fd" % daemon.pid)) <= before + 1, "descriptors to be as before")
    t.equal(t.read("out").count("out\n"), runs + 2, "lines in the log")
