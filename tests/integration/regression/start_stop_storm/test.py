"""Start, stop, signal and kill in any order from four clients: every answer is a value or a fault, never a crash."""
import os
import random
import signal
import threading
import xmlrpc.client

from harness import rpc


def client(t, seed, failures):
    choice = random.Random(seed)
    supervisor = rpc.connect(t.socket_path).supervisor
    for _ in range(60):
        name = "s:%d" % choice.randrange(8)
        call = choice.choice([
            lambda: supervisor.startProcess(name, False), lambda: supervisor.stopProcess(name, False),
            lambda: supervisor.startProcess(name), lambda: supervisor.stopProcess(name),
            lambda: supervisor.signalProcess(name, "TERM"), lambda: supervisor.getProcessInfo(name),
            lambda: os.kill(supervisor.getProcessInfo(name)["pid"] or 1 << 22, signal.SIGKILL)])
        try:
            call()
        except (xmlrpc.client.Fault, ProcessLookupError):
            pass
        except Exception as error:  # noqa: B902 - anything else is what this test looks for
            failures.append("%s: %r" % (name, error))


def test(t):
    t.start()
    failures = []
    threads = [threading.Thread(target=client, args=(t, seed, failures)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    t.equal(failures, [], "answers")
    t.wait(lambda: not set(t.states().values()) & {"STOPPING", "STARTING"}, "states to settle")
    t.absent("UNKNOWN", t.log())
    t.rpc.startAllProcesses()
    t.wait_states({"s:%d" % n: "RUNNING" for n in range(8)})
    t.stop()
