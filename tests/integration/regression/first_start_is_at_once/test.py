"""PR S#1700, DIFF-001: the first program starts with the daemon, not a second later."""
import re


def milliseconds(t, pattern):
    found = t.wait_log(r"^\S+ (\d\d):(\d\d):(\d\d),(\d{3}) INFO " + pattern)[0]
    h, m, s, ms = map(int, found.groups()[:4])
    return ((h * 60 + m) * 60 + s) * 1000 + ms


ours_only = "the packaged 4.2.5 waits a second"


def test(t):
    t.start()
    gap = milliseconds(t, "spawned: 'one'") - milliseconds(t, "supervisord started")
    t.true(gap < 500, "%d ms between the two" % gap)
    t.true(re.search("up", t.wait_file("up", "up")[0].group()), "it ran")
