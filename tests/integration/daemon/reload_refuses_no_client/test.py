"""DAEMON-076 done better: sockets whose section has not changed stay open across a reload; whoever connects is served."""
import socket
import threading

ours_only = "Supervisor closes its sockets"


def test(t):
    daemon = t.start()
    refused, done = [], threading.Event()

    def knock():
        while not done.is_set():
            for family, address in ((socket.AF_INET, ("127.0.0.1", t.port())), (socket.AF_UNIX, str(t.socket_path))):
                try:
                    with socket.socket(family) as client:
                        client.connect(address)
                except OSError as error:
                    refused.append("%s: %s" % (address, error))
    thread = threading.Thread(target=knock)
    thread.start()
    for count in range(2, 6):
        daemon.signal("HUP")
        t.wait_log(r"supervisord started with pid", count=count)
        t.wait_ready()
        t.wait_state("one", "RUNNING")
    done.set()
    thread.join()
    t.equal(refused, [], "refused connections")
