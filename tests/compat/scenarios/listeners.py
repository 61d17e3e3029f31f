"""Pools of listeners: who gets which event, what is said of answers that are wrong, what happens when one ends."""
from .events import LISTENER, SPOKEN, heard, of_listener, pool
from .scenario import scenario


def begin(s, **states):
    s.t.write("listener.py", LISTENER)
    s.t.write("spoken.py", SPOKEN)
    s.start("-e", "debug")
    s.until(**states)


#: Speaks the protocol as badly as its command line says: what it prints first, and what it prints for an event.
RAW = """\
import sys
first, answer, out = sys.argv[1:]
sys.stdout.write(first.encode().decode("unicode_escape"))
sys.stdout.flush()
for line in sys.stdin:
    headers = dict(word.split(":") for word in line.split())
    payload = sys.stdin.read(int(headers["len"]))
    print(headers["serial"], headers["poolserial"], headers["eventname"], repr(payload), file=open(out, "a"))
    if answer == "exit":
        sys.exit(3)
    sys.stdout.write(answer.encode().decode("unicode_escape"))
    sys.stdout.flush()
"""


def raw(name, first, answer, *keys):
    return ("[eventlistener:%s]\ncommand=/usr/bin/python3 @DIR@/raw.py '%s' '%s' @DIR@/%s.events\nevents=REMOTE_COMMUNICATION\n"
            "startsecs=0\non_violation=ignore\n%s\n" % (name, first, answer, name, "\n".join(keys)))


def speaks(name, rows, first, answer, *waited, shown="l"):
    """One listener, one event; `waited` are the lines of the log that must come."""
    def steps(s):
        s.t.write("raw.py", RAW)
        s.start("-e", "debug")
        s.until(l="RUNNING")
        s.rpc("sendRemoteCommEvent", "type", "message")
        for pattern in waited:
            s.until_log(pattern)
        s.ctl("status")
        of_listener(s, shown)
        s.file("l.events")
        s.stop()
    scenario("@BASE@\n" + raw("l", first, answer), rows, name=name)(steps)


speaks("answer_in_one_piece", "EVT-035 EVT-034 EVT-032", r"READY\n", r"RESULT 2\nOKREADY\n", "event was processed",
       r"l: ACKNOWLEDGED -> READY(.|\n)*ACKNOWLEDGED -> READY")
speaks("wrong_greeting", "EVT-030 EVT-036", r"hello world\n", "", "has entered the UNKNOWN state")
speaks("short_wrong_greeting", "EVT-030", "hello", "", "entered RUNNING")
speaks("words_while_ready", "EVT-031 EVT-036", r"READY\nwhat", "", "has entered the UNKNOWN state")
speaks("line_that_is_no_result", "EVT-033 EVT-036", r"READY\n", r"RESULT two\nOK", "has entered the UNKNOWN state")
speaks("result_that_is_neither", "EVT-034", r"READY\n", r"RESULT 5\nMAYBE", "event was rejected")
speaks("wrong_first_word_of_a_result", "EVT-033", r"READY\n", r"ANSWER 2\nOK", "event was processed")


@scenario("@BASE@\n" + raw("l", r"READY\n", "exit", "exitcodes=3", "autorestart=false"), "EVT-037 EVT-032")
def end_while_busy(s):
    s.t.write("raw.py", RAW)
    s.start("-e", "debug")
    s.until(l="RUNNING")
    s.until_log("ACKNOWLEDGED -> READY")
    s.rpc("sendRemoteCommEvent", "type", "message")
    s.until(l="EXITED")
    s.ctl("start l")
    # The event comes again.
    s.t.wait(lambda: len(s.t.read("l.events").splitlines()) >= 2, "the event to be told again")
    s.until(l="EXITED")
    s.file("l.events")
    s.stop()


@scenario("@BASE@" + pool("many", "REMOTE_COMMUNICATION").replace("@DIR@/many.events", "@DIR@/%(process_num)d.events") +
          "numprocs=2\nprocess_name=%(process_num)d\n", "EVT-050 EVT-022")
def two_in_a_pool(s):
    begin(s, many__0="RUNNING", many__1="RUNNING")
    s.until_log("ACKNOWLEDGED -> READY", 2)
    for number in range(4):
        s.rpc("sendRemoteCommEvent", "t", str(number))
        s.until_log("event was processed", number + 1)
    # Which of them is chance, since one may not have said READY again.
    events = sorted((line for n in "01" for line in s.t.read(n + ".events").splitlines()), key=lambda line: int(line.split()[2]))
    s.note("what both heard", "\n".join(events))
    s.stop()


@scenario("@BASE@" + pool("off", "REMOTE_COMMUNICATION").replace("buffer_size=100", "buffer_size=2\nautostart=false"),
          "EVT-050 EVT-051 EVT-052 EVT-056")
def full_queue(s):
    begin(s, off="STOPPED")
    for number in range(4):
        s.t.rpc.sendRemoteCommEvent("t", str(number))
    s.t.rpc.startProcess("off")
    heard(s, "off", 2)
    s.differs("EVT-052")
    s.log_in_order("overflowed|discard")
    s.until_log("event was processed", 2)
    s.note("payloads", "\n".join(line.split("'")[1] for line in s.t.read("off.events").splitlines()))
    s.stop()


@scenario("@BASE@" + pool("everything", "EVENT").replace("startsecs=0", "startsecs=0\nstderr_logfile=NONE") +
          "[program:p]\ncommand=sleep 1000\nstartsecs=0\nautostart=false\n", "EVT-001 EVT-023 EVT-012")
def the_root_of_all_events(s):
    begin(s, everything="RUNNING", p="STOPPED")
    s.t.rpc.startProcess("p")
    s.t.rpc.sendRemoteCommEvent("t", "text")
    s.t.rpc.stopProcess("p")
    heard_ = lambda: [line for line in s.t.read("everything.events").splitlines() if "TICK" not in line]  # noqa: E731
    s.t.wait(lambda: any("STATE_STOPPED" in line for line in heard_()), "the last event")
    s.note("names and payloads", "\n".join(" ".join(line.split()[4:5] + line.split()[6:]) for line in heard_()))
    s.stop()


@scenario("@BASE@" + pool("ticks", "TICK_5"), "EVT-012 EVT-020")
def ticks(s):
    begin(s, ticks="RUNNING")
    heard(s, "ticks", 1)
    words = s.t.read("ticks.events").splitlines()[0].split(" ")
    s.note("header", " ".join(words[:6]))
    when = int(words[6].strip("'").split(":")[1])
    s.note("a multiple of five", when % 5 == 0)
    s.stop()


@scenario("@BASE@" + pool("late", "PROCESS_STATE_STARTING,PROCESS_GROUP_ADDED").replace("startsecs=0", "startsecs=0\npriority=2000") +
          "[program:before]\ncommand=sleep 1000\nstartsecs=0\npriority=5\n", "EVT-024 EVT-055 CFG-185")
def pool_behind_the_programs(s):
    begin(s, late="RUNNING", before="RUNNING")
    heard(s, "late", 3)
    s.file("late.events")
    s.log_in_order("spawned")
    s.stop()


@scenario("@BASE@" + pool("l", "REMOTE_COMMUNICATION").replace("startsecs=0", "startsecs=0\nstdout_logfile=@DIR@/l.out"),
          "LOG-006 LOG-036 LOG-073")
def output_of_a_listener(s):
    begin(s, l="RUNNING")
    s.until_log("ACKNOWLEDGED -> READY")
    s.log_in_order("stdout output|^b'")
    s.rpc("sendRemoteCommEvent", "t", "x")
    s.until_log("ACKNOWLEDGED -> READY", 2)
    s.file("l.out")
    s.stop()


@scenario("@BASE@" + pool("l", "PROCESS_STATE_EXITED") + "[program:p]\ncommand=sh -c 'exit 2'\nstartsecs=0\nautostart=false\n"
          "autorestart=false\nexitcodes=2\n[program:killed]\ncommand=sleep 1000\nstartsecs=0\n", "EVT-005 EVT-022")
def only_what_is_asked_for(s):
    begin(s, l="RUNNING", killed="RUNNING")
    s.t.rpc.signalProcess("killed", "KILL")
    heard(s, "l", 1)
    s.until_log("spawned: 'killed'", 2)
    s.until(killed="RUNNING")
    s.t.rpc.stopProcess("killed")
    s.file("l.events")
    s.stop()
