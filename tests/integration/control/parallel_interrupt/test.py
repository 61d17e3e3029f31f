"""Ctrl-C and --timeout end the waiting of a command, not what it has asked for; what is on its way is said."""
import signal
import subprocess

ours_only = "Supervisor shows a traceback"


def test(t):
    t.start()
    for name in ("waits.out", "slow_one.out"):
        t.wait_file(name, "^up$")
    with open(t.dir / "seen", "wb") as seen:
        waiting = subprocess.Popen([t.programs.supervisorctl, "-c", str(t.conf), "restart", "waits", "quick", "both:*"],
                                   env=t.env, stdout=seen, stderr=subprocess.STDOUT)
    t.wait_file("seen", "^quick: stopped$")
    waiting.send_signal(signal.SIGINT)
    t.equal(waiting.wait(30), 130, "exit status")
    t.equal(t.read("seen"), "quick: stopped\n\n"
            "Interrupted. What supervisord has been asked for goes on:\n"
            "waits: ERROR (still stopping)\nboth:*: ERROR (still stopping)\n"
            "Nothing has been started again.\n", "what was said")
    t.equal(t.states(), {"waits": "STOPPING", "both:slow_one": "STOPPING", "quick": "STOPPED"}, "states")
    (t.dir / "released").touch()
    t.wait_states({"waits": "STOPPED", "both:slow_one": "STOPPED"})
