"""CTL-033, WEB-030, WEB-033: tail -f prints what is there and what follows, until Ctrl-C."""
import os
import signal
import subprocess


def test(t):
    t.start()
    t.wait_file("out", "before")
    follower = subprocess.Popen([t.programs.supervisorctl, "-c", str(t.conf), "tail", "-f", "talker"], env=t.env,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.set_blocking(follower.stdout.fileno(), False)
    seen = []

    def has(text):
        seen.append(follower.stdout.read() or b"")
        return text in b"".join(seen)
    t.wait(lambda: has(b"==> Press Ctrl-C to exit <==\nbefore\n"), "what was there")
    for line in ("one", "two"):
        t.rpc.sendProcessStdin("talker", line + "\n")
        t.wait(lambda: has(line.encode() + b"\n"), line)
    follower.send_signal(signal.SIGINT)
    t.equal(follower.wait(30), 0, "exit status")
    t.equal(b"".join(seen), b"==> Press Ctrl-C to exit <==\nbefore\none\ntwo\n", "what was followed")
    t.equal(t.state("talker"), "RUNNING", "the program")
