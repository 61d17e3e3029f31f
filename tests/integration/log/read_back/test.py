"""What a program wrote is what tail, tail -f, logs, fg and XML-RPC show, also where its lines have a prefix in the file or
are JSON. Offsets and lengths are those of the file: LOG-060 to LOG-063, WEB-033."""
import os
import signal
import subprocess
import xmlrpc.client

from harness.terminal import Terminal

ours_only = "log_prefix and log_format are ours"

LIMIT = 30
CTRL_C = b"\x03"
TEXT = 'one\n\n  two "quoted" \\ end\r\n\t{"time":"\nfour\n'


def say(t, name, text):
    t.rpc.sendProcessStdin(name, xmlrpc.client.Binary(text.encode()))


def size(t, name):
    return len(t.read_bytes(name))


def read_by_offsets(t, name):
    """Whatever the offsets, answers that follow each other are the output without a gap."""
    read, tail = t.rpc.readProcessStdoutLog, t.rpc.tailProcessStdoutLog
    end = size(t, name + ".out")
    t.true(end > 2 * len(TEXT.encode()), "more bytes in the file of %s than it wrote" % name)
    t.equal(read(name, 0, 0), TEXT, "all that %s wrote" % name)
    t.equal(t.rpc.readProcessLog(name, 0, 0), TEXT, "by the old name")
    t.equal(tail(name, 0, end), [TEXT, end, False], "the end of all")
    t.equal(t.rpc.tailProcessLog(name, 0, end - 1)[1:], [end, True], "where the file ends, and that there is more")
    t.equal(t.rpc.readProcessStderrLog(name, 0, 0), "trouble\n", "standard error")
    t.equal(t.rpc.tailProcessStderrLog(name, 0, 1000)[0], "trouble\n", "standard error")
    for step in (11, 64, 150):
        parts = [read(name, offset, step) for offset in range(0, end, step)]
        t.equal("".join(parts), TEXT, "%d bytes at a time" % step)
    for count in range(1, end, 31):
        t.true(TEXT.endswith(read(name, -count, 0)), "the last %d bytes" % count)
    t.equal(read(name, end, 5), "", "behind the end")


class Follower:
    def __init__(self, t, *words):
        self.t, self.seen = t, b""
        self.process = subprocess.Popen([t.programs.supervisorctl, "-c", str(t.conf), *words], env=t.env,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        os.set_blocking(self.process.stdout.fileno(), False)

    def wait_for(self, text):
        def has():
            self.seen += self.process.stdout.read() or b""
            return self.seen.endswith(text)
        self.t.wait(has, "%r to be followed" % text)

    def end(self):
        self.process.send_signal(signal.SIGINT)
        self.t.equal(self.process.wait(LIMIT), 0, "exit status")


def follow(t, name):
    shown = b"==> Press Ctrl-C to exit <==\n" + TEXT.encode()
    follower = Follower(t, "tail", "-f", name)
    follower.wait_for(shown)
    for line in ("five\n", "a line in ", "two writes\n", "six\n"):
        say(t, name, line)
    follower.wait_for(b"five\na line in two writes\nsix\n")
    t.ctl("clear " + name, code=0)
    follower.wait_for(b"six\n")
    say(t, name, "afresh\n")
    follower.wait_for(b"afresh\n")
    t.equal(follower.seen, shown + b"five\na line in two writes\nsix\nafresh\n", "all that was followed")
    follower.end()
    t.equal(t.ctl("tail " + name).out, "afresh\n\n", "what is left")


def in_the_foreground(t, name):
    terminal = Terminal([t.programs.supervisorctl, "-c", str(t.conf), "fg", name], t.dir, t.env)
    terminal.wait_for(b"==> Press Ctrl-C to exit <==\r\n", LIMIT)
    terminal.wait_for(b"afresh\r\n", LIMIT)
    terminal.type(b"typed\n")
    terminal.wait_for(b"typed\r\ntyped\r\n", LIMIT)  # as it was typed, and as the program says it
    terminal.type(CTRL_C)
    t.equal(terminal.end(LIMIT), 0, "exit status")
    t.absent(b"stdout", terminal.seen, "a prefix")
    t.absent(b"message", terminal.seen, "JSON")


def test(t):
    t.start()
    t.wait_states({"named": "RUNNING", "json": "RUNNING", "rotated": "RUNNING"})
    for name in ("named", "json"):
        t.wait_file(name + ".err", "trouble")
        say(t, name, TEXT)
        t.wait_file(name + ".out", "four")
        read_by_offsets(t, name)
        t.equal(t.ctl("tail -5000 " + name).out, TEXT + "\n", "tail")
        t.equal(t.ctl("tail -30 " + name).out, "four\n\n", "the last bytes")
        t.equal(t.ctl("tail %s stderr" % name).out, "trouble\n\n", "tail of standard error")
        t.equal(t.ctl("logs -n 2 --stdout --no-prefix " + name).out, '\t{"time":"\nfour\n', "the last lines")
        follow(t, name)
        in_the_foreground(t, name)

    follower = Follower(t, "tail", "-f", "rotated")
    follower.wait_for(b"==> Press Ctrl-C to exit <==\n")
    for i in range(30):
        say(t, "rotated", "number %d of thirty\n" % i)
        follower.wait_for(b"number %d of thirty\n" % i)
    t.equal(follower.seen.split(b"\n", 1)[1], b"".join(b"number %d of thirty\n" % i for i in range(30)),
            "what was followed through rotation")
    follower.end()
    t.match(r"\A\d+\.\d{3}\| number \d+ of thirty\n", t.read("rotated.out.1"), "the file, which has prefixes")

    # After a change of the configuration lines of the old form are shown as they are in the file.
    t.config(t.conf.read_text().replace("log_format=json", "log_prefix={name}:"))
    t.ctl("update", code=0)
    t.wait_state("json", "RUNNING")
    say(t, "json", "json: of the new form\n")
    t.wait_file("json.out", "^json: json: of the new form$")
    lines = t.rpc.readProcessStdoutLog("json", 0, 0).splitlines()
    t.match(r'^\{"time":".*,"message":"typed"\}$', lines[-2], "a line from before")
    t.equal(lines[-1], "json: of the new form", "a line from now")
