"""Event listeners, written with Python's supervisor.childutils as those of superlance are (EVT-060, EXT-006): what they
receive, and what the log says of them."""
import xmlrpc.client

from .scenario import scenario

#: Notes what it receives, pids left out, and answers as the messages of REMOTE_COMMUNICATION events tell it to.
LISTENER = """\
import re, sys
try:
    from supervisor import childutils
except ImportError:
    import spoken as childutils  # where Supervisor is not installed

out = open(sys.argv[1], "a")
while True:
    headers, payload = childutils.listener.wait(sys.stdin, sys.stdout)
    shown = re.sub(r"pid:[1-9]\\d*", "pid:N", payload)
    print(headers["server"], headers["pool"], headers["serial"], headers["poolserial"], headers["eventname"],
          headers["len"] if shown == payload else "len", repr(shown), file=out, flush=True)
    if payload.endswith("\\nreject"):
        if "rejected" not in globals():
            rejected = True
            childutils.listener.fail(sys.stdout)
            continue
    if payload.endswith("\\nbreak"):
        sys.stdout.write("nonsense here\\n")
        sys.stdout.flush()
        sys.stdin.read()
    childutils.listener.ok(sys.stdout)
"""

#: What a listener uses of supervisor.childutils.
SPOKEN = """\
class listener:
    @staticmethod
    def wait(stdin, stdout):
        print("READY", file=stdout, flush=True)
        headers = dict(word.split(":") for word in stdin.readline().split())
        return headers, stdin.read(int(headers["len"]))

    @staticmethod
    def ok(stdout):
        print("RESULT 2\\nOK", end="", file=stdout, flush=True)

    @staticmethod
    def fail(stdout):
        print("RESULT 4\\nFAIL", end="", file=stdout, flush=True)
"""

POOL = """
[eventlistener:%s]
command=/usr/bin/python3 -W ignore @DIR@/listener.py @DIR@/%s.events
events=%s
startsecs=0
buffer_size=100
on_violation=ignore
"""


def pool(name, events):
    return POOL % (name, name, events)


def begin(s, **states):
    s.t.write("listener.py", LISTENER)
    s.t.write("spoken.py", SPOKEN)
    s.start("-e", "debug")
    s.until(**states)


def heard(s, name, count):
    """Waits until the listener has noted so many events."""
    s.t.wait(lambda: len(s.t.read(name + ".events").splitlines()) >= count,
             lambda: "%d events, there are:\n%s" % (count, s.t.read(name + ".events")))


def of_listener(s, name):
    """What the log says of the listener's answers, in order."""
    s.log_in_order(r"^\w+ %s: " % name)


@scenario("@BASE@" + pool("all", "PROCESS_STATE,PROCESS_GROUP,SUPERVISOR_STATE_CHANGE").replace("secs=0", "secs=3") + """
[program:sleeper]
command=sleep 1000
startsecs=0
[program:exits]
command=sh -c 'exit 3'
startsecs=0
autostart=false
autorestart=false
[program:expected]
command=true
startsecs=0
autostart=false
autorestart=false
[program:fails]
command=/no/such/program
startretries=1
[program:quick]
command=true
startretries=1
autostart=false
[group:pair]
programs=left,right
[program:left]
command=sleep 1000
startsecs=0
autostart=false
[program:right]
command=sleep 1000
startsecs=0
autostart=false
""", "EVT-002 EVT-003 EVT-004 EVT-005 EVT-006 EVT-011 EVT-013 EVT-015 EVT-020")
def state_events(s):
    begin(s, all="RUNNING", sleeper="RUNNING", fails="FATAL")
    count = 7 + 1 + 2 + 2 + 5
    # The order of groups' ADDED events is that of activation; a pool sees its own and those behind it.
    heard(s, "all", count)
    for name, more, state in (("exits", 3, "EXITED"), ("expected", 3, "EXITED"), ("quick", 5, "FATAL"),
                              ("pair:left", 2, "RUNNING")):
        try:
            s.t.rpc.startProcess(name, False)
        except xmlrpc.client.Fault:
            pass  # whether it is found to have ended already is chance
        s.t.wait_state(name, state)
        count += more
        heard(s, "all", count)
    s.t.rpc.stopProcess("sleeper")
    heard(s, "all", count + 2)
    s.rpc("removeProcessGroup", "sleeper")
    heard(s, "all", count + 3)
    s.rpc("addProcessGroup", "sleeper")
    s.until(sleeper="RUNNING")
    heard(s, "all", count + 6)
    s.file("all.events")
    s.ctl("status all")
    s.rpc("getProcessInfo", "all")
    s.stop()


@scenario("@BASE@" + pool("a", "PROCESS_STATE,REMOTE_COMMUNICATION").replace("startsecs=0", "startsecs=0\nautostart=false") +
          pool("b", "REMOTE_COMMUNICATION,TICK_3600"), "EVT-010 EVT-021 EVT-022 RPC-055")
def remote_communication(s):
    begin(s, b="RUNNING", a="STOPPED")
    for kind, message in (("kind", "text"), ("with:colon and blank", "line\nline\n"), ("\u00e4", "\u20ac\u00f6"), ("", "")):
        s.rpc("sendRemoteCommEvent", kind, message)
    heard(s, "b", 4)
    s.file("b.events")
    s.stop()


@scenario("@BASE@" + pool("one", "REMOTE_COMMUNICATION"), "EVT-033 EVT-034 EVT-036 EVT-053")
def answers(s):
    begin(s, one="RUNNING")
    for count, message in enumerate(("first", "reject", "third"), 1):
        s.rpc("sendRemoteCommEvent", "t", message)
        heard(s, "one", count + (count > 1))
    s.t.wait_log("event was processed", 3)
    s.rpc("sendRemoteCommEvent", "t", "break")
    s.until_log("has entered the UNKNOWN state")
    s.rpc("sendRemoteCommEvent", "t", "nobody hears it")
    s.ctl("status")
    s.file("one.events")
    of_listener(s, "one")
    s.ctl("restart one")
    heard(s, "one", 6)
    s.stop()


@scenario("@BASE@" + pool("logs", "PROCESS_LOG") + pool("comms", "PROCESS_COMMUNICATION") + """
[program:talker]
command=sh -c 'while read line; do printf "$line"; printf "$line" >&2; done'
startsecs=0
stdout_events_enabled=true
stdout_logfile=@DIR@/out
stderr_logfile=@DIR@/err
stderr_capture_maxbytes=20
""", "EVT-007 EVT-008 EVT-009 LOG-051")
def output_events(s):
    begin(s, logs="RUNNING", comms="RUNNING", talker="RUNNING")
    for count, line in enumerate((r"plain\n", r"a:b c:d\n\n", "\u20ac\\n", r"\377\n"), 1):
        s.rpc("sendProcessStdin", "talker", line.replace("\\", "\\\\") + "\n")
        heard(s, "logs", count)
    s.rpc("sendProcessStdin", "talker", "<!--XSUPERVISOR:BEGIN-->captured: \u20ac<!--XSUPERVISOR:END-->\n")
    heard(s, "comms", 1)
    heard(s, "logs", 5)
    s.file("logs.events")
    s.file("comms.events")
    s.until_log("event was processed", 6)
    s.until_log("ACKNOWLEDGED -> READY", 8)
    for name in ("logs", "comms"):
        of_listener(s, name)
    s.log_in_order("comm event")
    s.stop()


@scenario("@BASE@" + pool("ends", "PROCESS_STATE_STOPPING,PROCESS_STATE_STOPPED,SUPERVISOR_STATE_CHANGE") + """
[program:one]
command=sh -c 'trap "sleep 2; exit 0" TERM; while :; do sleep 0.1; done'
startsecs=0
priority=5
[program:two]
command=sh -c 'trap "sleep 2; exit 0" TERM; while :; do sleep 0.1; done'
startsecs=0
priority=7
""", "EVT-055 EVT-011 DAEMON-070")
def shutdown_is_told(s):
    begin(s, ends="RUNNING", one="RUNNING", two="RUNNING")
    heard(s, "ends", 1)
    s.stop()
    # The last is told in time, or not.
    s.note("first events", "\n".join(s.t.read("ends.events").splitlines()[:5]))
    s.log_in_order(r"(spawned|stopped):")


@scenario("@BASE@" + pool("l", "PROCESS_GROUP_REMOVED") + """
[program:x]
command=sleep 1000
startsecs=0
""", "CFG-185 CFG-213 CTL-041", clients=True)
def pools_are_groups(s):
    begin(s, l="RUNNING", x="RUNNING")
    s.ctl("status")
    s.ctl("avail")
    s.ctl("stop l")
    s.ctl("start l")
    s.ctl("restart l")
    s.ctl("reread")
    for change in ("priority=-5", "events=TICK_60", "buffer_size=7"):
        s.config(s.t.conf.read_text() + change.join(("\n[eventlistener:l]\n", "\n")))
        s.ctl("reread")
        s.ctl("update")
        s.until(l="RUNNING")
    s.config("@BASE@\n[program:x]\ncommand=sleep 1000\nstartsecs=0\n")
    s.ctl("update")
    s.ctl("status")
    s.stop()
