"""CTL-031, CTL-032: the last bytes of a log, by channel and number."""


def test(t):
    t.start()
    t.wait_file("talker.err", "to stderr")
    t.wait_file("talker.out", "line 299")
    text = "".join("line %03d\n" % i for i in range(300))
    t.ctl("tail talker", code=0, out=text[-1600:] + "\n")
    t.ctl("tail talker stdout", code=0, out=text[-1600:] + "\n")
    t.ctl("tail -18 talker", code=0, out="line 298\nline 299\n\n")
    t.ctl("tail -0 talker", code=0, out=text + "\n")
    t.ctl("tail talker STDERR", code=0, out="to stderr\n\n")
    t.ctl("tail -7 talker stderr", code=0, out="stderr\n\n")
    t.ctl("tail mute", code=1, out="mute: ERROR (no log file)\n")
    t.ctl("tail nobody", code=1, out="nobody: ERROR (no such process name)\n")
    t.ctl("tail talker foo", code=1, out="Error: bad channel 'foo'\n")
    t.ctl("tail -x talker", code=1, out="Error: bad argument -x\n")
    t.match(r"^Error: too few arguments\ntail ", t.ctl("tail", code=1).out)
    t.match(r"^Error: too many arguments\ntail ", t.ctl("tail a b c d", code=1).out)
