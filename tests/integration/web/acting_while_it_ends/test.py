"""Orders that are under way when their browser goes, and when the daemon restarts or ends: the first are carried out, the
others end with it."""
import http.client
import threading

from harness import web

ours_only = "the page is another one"


def test(t):
    t.start()
    t.wait_file("slow.log", "ready")
    browser = web.Browser(t.port())
    browser.log_in()
    pid = t.pid("slow")

    def restart(timeout=60):
        try:
            browser.post("/api/act", {"action": "restart", "names": ["slow"]}, timeout=timeout)
        except (OSError, http.client.HTTPException):
            pass  # the connection ends without an answer

    restart(timeout=0.5)
    t.wait(lambda: t.state("slow") == "RUNNING" and t.pid("slow") != pid, "the restart to be carried out all the same")

    t.wait_file("slow.log", "ready", count=2)
    order = threading.Thread(target=restart)
    order.start()
    t.wait_state("slow", "STOPPING")
    t.daemon.signal("HUP")
    order.join()
    t.wait_file("slow.log", "ready", count=3)
    t.equal(browser.post("/api/act", {"action": "stop", "names": ["slow"]}).status, 403, "sessions end with a restart")
    browser.log_in()

    order = threading.Thread(target=restart)
    order.start()
    t.wait_state("slow", "STOPPING")
    t.daemon.signal("TERM")
    order.join()
    t.daemon.wait_exit(0)
