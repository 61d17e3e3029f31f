"""CTL-033, WEB-034: tail -f goes on when `update` replaces the program, and ours also where the next one writes to another file."""
import signal
import subprocess


def test(t):
    t.start()
    t.wait_file("out", "first")
    with open(t.dir / "seen", "wb") as seen:
        follower = subprocess.Popen([t.programs.supervisorctl, "-c", str(t.conf), "tail", "-f", "talker"], env=t.env,
                                    stdout=seen, stderr=subprocess.STDOUT)
    t.wait_file("seen", "^first$")
    update(t, "first", "second")
    t.wait_file("seen", "^second$")
    says(t, "and more")
    if t.ours:
        update(t, "@DIR@/out", "@DIR@/elsewhere")
        t.wait_file("seen", "^second$", count=2)
        says(t, "elsewhere")
        update(t, "stdout_logfile=@DIR@/elsewhere\n", "")  # AUTO: each has a file of its own
        t.wait_file("seen", "^second$", count=3)
        update(t, "second", "last")
        says(t, "in the last file")
        t.equal(t.read("seen"), "==> Press Ctrl-C to exit <==\nfirst\nsecond\nand more\nsecond\nelsewhere\nsecond\nlast\n"
                "in the last file\n", "what was followed")
    follower.send_signal(signal.SIGINT)
    t.equal(follower.wait(30), 0, "exit status")


def update(t, before, after):
    """Changes the configuration so, which replaces the program."""
    t.config(t.conf.read_text().replace(t.expand(before), t.expand(after)))
    t.ctl("update", code=0, out="talker: stopped\ntalker: updated process group\n")
    t.wait_state("talker", "RUNNING")


def says(t, line):
    t.rpc.sendProcessStdin("talker", line + "\n")
    t.wait_file("seen", "^%s$" % line)
