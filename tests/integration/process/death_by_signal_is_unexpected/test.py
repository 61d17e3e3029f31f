"""PROC-006, DAEMON-058, RPC-044: death by signal is exit code -1 and never expected."""
import os
import signal


def test(t):
    t.start()
    for number, (name, signum) in enumerate((("SIGKILL", signal.SIGKILL), ("SIGSEGV", signal.SIGSEGV),
                                             ("SIGUSR1", signal.SIGUSR1), ("SIGRTMIN", signal.SIGRTMIN))):
        if number:
            t.rpc.startProcess("victim")
        os.kill(t.wait_state("victim", "RUNNING")["pid"], signum)
        info = t.wait_state("victim", "EXITED")
        t.equal((info["exitstatus"], info["spawnerr"]), (-1, "Bad exit code -1"), name)
        t.wait_log(r"WARN exited: victim \(terminated by %s( \(core dumped\))?; not expected\)$" % name)
