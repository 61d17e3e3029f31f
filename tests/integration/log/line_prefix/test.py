"""log_prefix: each line of several programs on the daemon's standard output says when and whose it is, once however it
arrives; events and a listener's protocol are as they were."""
import re

ours_only = "log_prefix is ours"

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z "


def test(t):
    daemon = t.start("-s")
    t.wait_states({"one": "RUNNING", "two": "RUNNING", "bare": "RUNNING", "events": "RUNNING"})
    t.wait_file(daemon.out_path, "^" + TIME + "two stdout: of two$")
    t.wait_file(daemon.out_path, "^" + TIME + "one stdout: second$")
    t.absent("no end", daemon.out(), "a line that is not complete")
    t.wait_file("err", r"\A" + TIME + "one stderr: trouble\n")
    t.wait_file("bare", r"\Abare\n\Z")
    t.rpc.stopProcess("one")
    t.wait_file(daemon.out_path, "^" + TIME + "one stdout: no end\n")
    for line in daemon.out().splitlines():
        t.match("^" + TIME + "(one|two) stdout: (first|second|no end|of two)$", line, "a line of standard output")
    t.wait_file("events", "^no end")
    t.absent(TIME, t.read("events"), "events")
    t.absent(TIME, t.read("protocol"), "a listener's protocol")
    t.true(t.read("protocol").startswith("READY\nRESULT 2\nOK"), "a listener's protocol as it is")
    # What a program wrote is what is read back; of a file that it shares, what others wrote stays as it is.
    t.equal(t.rpc.readProcessStderrLog("one", 0, 0), "trouble\n")
    t.equal(t.rpc.readProcessStdoutLog("bare", 0, 0), "bare\n")
    shared = t.rpc.readProcessStdoutLog("one", 0, 0)
    t.equal(re.findall("(?m)^(?:first|second|no end)$", shared), ["first", "second", "no end"])
    t.match("(?m)^" + TIME + "two stdout: of two$", shared)

    t.config(t.conf.read_text().replace("{name} {channel}:", "{nmae} {channel}:"))
    done = t.supervisord("--check", "-c", t.conf, code=2)
    t.match(r"log_prefix: there is no field \{nmae\}\n?.*did you mean \{name\}\?", done.out + done.err)
    t.match(r"there is no field \{nmae\}; did you mean \{name\}\?", t.ctl("reread").out)
