"""EVT-030 to EVT-038: listeners that break the protocol, each in its own way, beside one that keeps it. It receives
everything, the daemon answers, and what it holds is bounded. Those that break it are killed and start again, until they
are FATAL when they never get as far as RUNNING."""
from harness import listener, live, raw

ours_only = "Supervisor leaves them in UNKNOWN, recurses without end at RESULT -1, and buffers without bound"
limit = 180

#: mode, what the log says of it
BREAKERS = (
    ("floods", "has entered the UNKNOWN state"),
    ("floods_when_busy", "bad result line"),
    (r"answers=RESULT -1\n", r"bad result line: 'RESULT -1'"),
    (r"answers=RESULT 1000000000000000000\n", r"bad result line: 'RESULT 1000000000000000000'"),
    (r"answers=RESULT two\n", r"bad result line: 'RESULT two'"),
    (r"answers=no line at all " + "x" * 300, "bad result line"),
    ("ready_twice", "has entered the UNKNOWN state"),
    ("ok_without_event", "has entered the UNKNOWN state"),
    ("greets", "has entered the UNKNOWN state"),
)
#: These break nothing; they only do not do their part.
IDLERS = ("never_reads", "never_answers", "never_ready", "always_fails", "exits_when_busy", "crashes")
EVENTS = 300


def section(name, mode):
    return ("\n[eventlistener:%s]\ncommand=/usr/bin/env python3 @DIR@/listener.py '%s'\nevents=REMOTE_COMMUNICATION\n"
            "stdout_logfile=NONE\nrestart_limit=2\nstartsecs=%d\n" % (name, mode, 30 if mode == "ok_without_event" else 1))


def pools(t):
    return {pool["group"]: pool for pool in live.status(t.socket_path)["listeners"]}


def test(t):
    listener.lay_out(t)
    names = {}
    conf = t.conf.read_text()
    for number, (mode, words) in enumerate(BREAKERS):
        names["breaker%d" % number] = words
        conf += section("breaker%d" % number, mode)
    for mode in IDLERS:
        conf += section(mode, mode)
    t.config(conf)
    t.start()
    t.wait(lambda: all(pools(t)[name]["processes"][0]["listener_state"] == "READY" for name in ("good", "slow_speaker")),
           "the good ones to be ready")
    held = raw.Footprint(t)
    text = "x" * 10000
    for number in range(EVENTS):
        t.rpc.sendRemoteCommEvent("t", "%d %s" % (number, text))
    for name in ("good", "slow_speaker"):
        got = listener.heard(t, name + ".events", EVENTS, 90)
        t.equal([line[2] for line in got], [str(number) for number in range(EVENTS)], "pool serials of " + name)
    for name, words in names.items():
        t.wait_log(r"^.*%s: .*%s" % (name, words))
        t.wait_log(r"killing '%s' \(\d+\) with SIGKILL because of that" % name)
    for name in ("breaker0", "breaker6", "breaker8", "crashes", "exits_when_busy"):
        t.wait_state(name, "FATAL", limit=90)
    told = pools(t)
    t.equal(told["never_answers"]["processes"][0]["listener_state"], "BUSY")
    t.equal(told["never_ready"]["waiting"], EVENTS, "what waits for one that is never ready")
    t.true(told["always_fails"]["rejected"] > 2, "it is asked again")
    if not held.keeps_freed_memory:
        t.true(held.resident() - held.memory < 60 * 1024, "memory: %d kB, then %d" % (held.memory, held.resident()))
    # Now nothing happens that costs anything.
    used = held.busy_seconds(2)
    t.true(used < 0.5, "%.2f s of processor time in 2 s" % used)
    t.stop()
