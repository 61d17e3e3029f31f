"""RPC-014, RPC-033, RPC-038, RPC-063: who waits for a start or a stop holds up neither other connections nor, when it
hangs up, what it asked for."""
import socket
import threading
import time

from harness import rpc


def in_background(call, *args):
    """The call in a thread; `done` is a list that gets its result."""
    done = []
    thread = threading.Thread(target=lambda: done.append(call(*args)), daemon=True)
    thread.start()
    return thread, done


def test(t):
    t.start()
    t.wait_file("out", "ready")
    others_are_served(t)
    several_wait_for_the_same(t)
    a_client_hangs_up(t)


def others_are_served(t):
    calls = [{"methodName": "supervisor.startProcess", "params": ["slow"]},
             {"methodName": "supervisor.getProcessInfo", "params": ["slow"]}]
    thread, done = in_background(rpc.connect(t.socket_path).system.multicall, calls)
    t.wait_state("slow", "STARTING")
    served = 0
    while not done and thread.is_alive():
        t.equal(t.rpc.getAPIVersion(), "3.0", "an answer meanwhile")
        served += 1
        time.sleep(0.05)
    thread.join()
    t.true(served > 0, "others were served while one waited")
    t.equal(done[0][0], True, "the start")
    t.equal(done[0][1]["statename"], "RUNNING", "what comes after it is asked after it")


def several_wait_for_the_same(t):
    """The second stop is refused at once (STOPPING is not running); both clients have their answers."""
    thread, done = in_background(t.rpc.stopProcess, "stubborn")
    t.wait_state("stubborn", "STOPPING")
    t.equal(t.fault(t.rpc.stopProcess, "stubborn"), (70, "NOT_RUNNING: stubborn"), "a second stop")
    thread.join(30)
    t.equal(done, [True], "the first stop")
    t.equal(t.state("stubborn"), "STOPPED", "killed after stopwaitsecs")


def a_client_hangs_up(t):
    body = ("<methodCall><methodName>supervisor.stopProcess</methodName><params><param><value>slow</value></param></params>"
            "</methodCall>")
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(t.socket_path))
        client.sendall(("POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s"
                        % (len(body), body)).encode())
    t.wait_state("slow", "STOPPED")
    t.equal(t.rpc.startProcess("slow", False), True, "the daemon goes on")
