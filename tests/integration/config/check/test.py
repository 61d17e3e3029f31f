"""supervisord --check: every problem, not just the first, with file, line, key and what to do; nothing is started."""

ours_only = "a new option"

GOOD = "@BASE@\n[program:one]\ncommand=sleep 1000\n"
WARN = "@BASE@\n[program:one]\ncommand=sleep 1000\nautostrat=true\n[progam:two]\ncommand=sleep 1\n"
BAD = "@BASE@\n[program:one]\ncommand=sleep 1000\nstopsignal=TREM\nstartsecs=soon\n[program:two]\nautostart=maybe\n"


def check(t, config, *args, code):
    t.config(config)
    return t.supervisord("--check", "-c", t.conf, *args, code=code)


def line_of(t, text):
    return t.conf.read_text().split("\n").index(text) + 1


def test(t):
    check(t, GOOD, code=0)
    done = check(t, WARN, code=0)
    said = done.out + done.err
    t.match(r"^%s:%d: .*\[program:one\] autostrat: .*autostart" % (t.conf, line_of(t, "autostrat=true")), said)
    t.match(r"^%s:%d: .*\[progam:two\].*program" % (t.conf, line_of(t, "[progam:two]")), said)
    check(t, WARN, "--strict", code=1)
    done = check(t, BAD, code=2)
    said = done.out + done.err
    for line, key in (("stopsignal=TREM", "stopsignal"), ("startsecs=soon", "startsecs"), ("autostart=maybe", "autostart")):
        t.match(r"^%s:%d: .*%s: " % (t.conf, line_of(t, line), key), said)
    t.match(r"TERM", said, "the suggestion")
    t.match(r"\[program:two\].*command", said, "the missing command")
    t.true(not t.log_path.exists() and not t.socket_path.exists(), "nothing was started")
