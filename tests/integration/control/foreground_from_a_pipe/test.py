"""CTL-051: lines that came with the command are passed on at once, and what XML cannot carry is refused, not changed."""
import subprocess

ours_only = "Supervisor's reads one line at a time, and ends with what it cannot send"


def test(t):
    t.start()
    t.wait_state("echo", "RUNNING")
    shell = subprocess.Popen([t.programs.supervisorctl, "-c", str(t.conf)], env=t.env, stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    shell.stdin.write(b"fg echo\none\ntwo\n")
    shell.stdin.flush()
    t.wait_file("out", "^got two$")
    shell.stdin.write(b"three")
    shell.stdin.close()
    seen = shell.stdout.read().decode()
    t.equal(shell.wait(30), 0, "exit status")
    t.match(r"^Exiting foreground$", seen)
    t.wait_file("out", r"\Agot one\ngot two\ngot three\n\Z")

    done = subprocess.run([t.programs.supervisorctl, "-c", str(t.conf), "fg", "echo"], env=t.env, capture_output=True,
                          input="before\nbell \a\n".encode() + b"latin \xe9t\xe9\n" + "\u20ac\r\tafter\n".encode(),
                          timeout=60)
    t.equal(done.returncode, 1, "exit status")
    said = done.stdout.decode()
    t.in_order([r"^ERROR: not sent: XML-RPC cannot carry byte 6 of it, 0x07$",
                r"^ERROR: not sent: XML-RPC cannot carry byte 7 of it, 0xe9$", r"^Exiting foreground$"], said, "output")
    t.wait_file("out", "after")
    t.equal(t.read_bytes("out").split(b"got three\n")[1], "got before\ngot \u20ac\r\tafter\n".encode(), "what arrived")
