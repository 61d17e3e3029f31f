"""logs -f of programs that never pause: from the first line that is shown none is lost, and none is shown twice."""
import re
import signal
import subprocess

ours_only = "a command of ours"


def test(t):
    t.start()
    t.wait_states({"busy:busy%d" % i: "RUNNING" for i in range(3)})
    for attempt in range(4):
        seen = "seen%d" % attempt
        with open(t.dir / seen, "wb") as out:
            follower = subprocess.Popen([t.programs.supervisorctl, "-c", str(t.conf), "logs", "-f", "busy:*"], env=t.env,
                                        stdout=out, stderr=subprocess.STDOUT)
        t.wait(lambda: t.read(seen).count("\n") > 3000, "many lines")
        follower.send_signal(signal.SIGINT)
        t.equal(follower.wait(30), 0, "exit status")
        for i in range(3):
            numbers = [int(n) for n in re.findall(r"^busy:busy%d \| line (\d+) x{50}$" % i, t.read(seen), re.M)]
            t.true(len(numbers) > 100, "lines of each program")
            gaps = [(a, b) for a, b in zip(numbers, numbers[1:]) if b != a + 1]
            t.equal(gaps, [], "neighbours that do not follow each other, of %d lines" % len(numbers))
