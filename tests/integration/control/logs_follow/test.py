"""logs -f: what several programs write, line by line, through rotation and clearing, until Ctrl-C or the daemon's end."""
import signal
import subprocess

ours_only = "a command of ours"


def follow(t, name, *words):
    with open(t.dir / name, "wb") as seen:
        return subprocess.Popen([t.programs.supervisorctl, "-c", str(t.conf), "logs", "-f", *words], env=t.env,
                                stdout=seen, stderr=subprocess.STDOUT)


def say(t, program, text):
    t.rpc.sendProcessStdin(program, text)


def test(t):
    t.start()
    t.wait_states({"one": "RUNNING", "two": "RUNNING"})
    say(t, "one", "first\nsecond\n")
    t.wait_file("one.out", "second")
    follower = follow(t, "seen", "-n", "1", "all")
    t.wait_file("seen", "^one \\| second$")
    say(t, "two", "begun")
    t.wait_file("two.out", "begun")
    say(t, "one", "whole\n")
    t.wait_file("seen", "^one \\| whole$")
    t.wait_file("seen", "^two \\| begun$")                          # shown without its end
    say(t, "two", " and ended\n")
    t.wait_file("seen", "^two \\|  and ended$")
    for i in range(10):                                             # several times beyond its size
        say(t, "one", "number %d of ten\n" % i)
        t.wait_file("seen", "^one \\| number %d of ten$" % i)
    t.ctl("clear two", code=0)
    say(t, "two", "after clearing\n")
    t.wait_file("seen", "^two \\| after clearing$")
    t.equal(t.read("seen").count("second"), 1, "lines that were read and followed")
    t.absent("first", t.read("seen"), "lines that were not asked for")
    follower.send_signal(signal.SIGINT)
    t.equal(follower.wait(30), 0, "exit status after Ctrl-C")
    t.equal(t.states(), {"one": "RUNNING", "two": "RUNNING"}, "the programs")

    follower = follow(t, "seen_again", "--no-prefix", "-n1", "two")
    t.wait_file("seen_again", "^after clearing$")
    say(t, "two", "nearly over\n")
    t.wait_file("seen_again", "^nearly over$")
    t.stop()
    t.equal(follower.wait(30), 0, "exit status at the daemon's end")
