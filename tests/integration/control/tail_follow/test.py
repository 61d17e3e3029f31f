"""CTL-033, WEB-030, WEB-033, WEB-037: tail -f prints what is there and what follows, until Ctrl-C, also when the program has
ended and starts again."""
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
    t.rpc.stopProcess("talker")
    t.true(follower.poll() is None, "the stream goes on")
    t.rpc.startProcess("talker")
    t.wait(lambda: has(b"two\nbefore\n"), "what the next run says")
    follower.send_signal(signal.SIGINT)
    t.equal(follower.wait(30), 0, "exit status")
    t.equal(b"".join(seen), b"==> Press Ctrl-C to exit <==\nbefore\none\ntwo\nbefore\n", "what was followed")
    t.equal(t.state("talker"), "RUNNING", "the program")
