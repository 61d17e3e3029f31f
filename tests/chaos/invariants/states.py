"""Every state that is reached is legal, in the daemon's log and in what an event listener was told. The tables here come from
Supervisor's documentation, not from the code."""
import re

#: http://supervisord.org/subprocess.html#process-states, and what it does not show: a restart that was ordered may be called off
#: (EXITED to STOPPED) or be one too many (EXITED to FATAL), an attempt is given up at shutdown (BACKOFF to FATAL or STOPPED).
LEGAL = {
    ("STOPPED", "STARTING"), ("STARTING", "RUNNING"), ("STARTING", "BACKOFF"), ("STARTING", "STOPPING"), ("BACKOFF", "STARTING"),
    ("BACKOFF", "FATAL"), ("BACKOFF", "STOPPED"), ("RUNNING", "STOPPING"), ("RUNNING", "EXITED"), ("STOPPING", "STOPPED"),
    ("STOPPING", "UNKNOWN"), ("EXITED", "STARTING"), ("EXITED", "STOPPED"), ("EXITED", "FATAL"), ("FATAL", "STARTING"),
    ("UNKNOWN", "STOPPED"),
}

#: Lines of the daemon's log, and what they say about one name: it is begun, or over.
_LINE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (\w+) (.*)$")
_SPAWNED = re.compile(r"spawned: '(.*)' with pid (\d+)$")
_UP = re.compile(r"success: (.*) entered RUNNING state")
_ENDED = re.compile(r"(?:exited|stopped): (\S+) \(")
_NOT_SPAWNED = re.compile(r"spawnerr: ")
#: Expected: the run has no passwords, and is root where it can be.
_HARMLESS = re.compile(r"without any HTTP authentication|running as root")


class Log:
    """Reads the daemon's log as it grows."""

    def __init__(self, world):
        self.world = world
        self.at = 0
        self.running = {}

    def look(self):
        text = self.world.log_text()[self.at:]
        whole = text.rfind("\n") + 1
        self.at += whole
        for line in text[:whole].splitlines():
            found = _LINE.match(line)
            if found:
                self._line(*found.groups())

    def _line(self, level, text):
        if "supervisord started with pid" in text:
            self.running.clear()
        if spawned := _SPAWNED.match(text):
            name, pid = spawned.groups()
            if name in self.running:
                self._wrong("%s was spawned as pid %s while pid %s had not ended" % (name, pid, self.running[name]))
            self.running[name] = pid
        elif up := _UP.match(text):
            if up.group(1) not in self.running:
                self._wrong("%s entered RUNNING without having been spawned" % up.group(1))
        elif ended := _ENDED.match(text):
            if self.running.pop(ended.group(1), None) is None:
                self._wrong("the end of %s, which did not run: %s" % (ended.group(1), text))
        elif _NOT_SPAWNED.match(text):
            self._not_spawned(text)
        elif "makes no sense in state" in text or "reaped unknown pid" in text:
            self._wrong(text)
        if level == "CRIT" and not _HARMLESS.search(text):
            self._wrong("CRIT " + text)

    def _not_spawned(self, text):
        """A failure of exec is told after the fork: the name is in the text, between quotes or as the command."""
        named = re.search(r"'(.*)'", text)
        if named:
            self.running.pop(named.group(1), None)
        elif "setuid" in text or "couldn't" in text:
            self.running.pop("other", None)

    def _wrong(self, text):
        self.world.find("states", text)


class Events:
    """What the event listener was told: each change by itself, and each after the one before."""

    _EVENT = re.compile(rb"(\d+) PROCESS_STATE_(\w+) processname:(\S+) groupname:(\S+) from_state:(\w+)")

    def __init__(self, world):
        self.world = world
        self.at = 0
        self.serial = None
        self.states = {}
        self.seen = 0

    def look(self):
        try:
            with open(self.world.dir / "events", "rb") as events:
                events.seek(self.at)
                text = events.read()
        except FileNotFoundError:
            return
        whole = text.rfind(b"\n") + 1
        self.at += whole
        for line in text[:whole].splitlines():
            found = self._EVENT.match(line)
            if found:
                serial, to, name, group, came_from = (part.decode() for part in found.groups())
                self._event(int(serial), group + ":" + name, came_from, to)

    def _event(self, serial, name, came_from, to):
        self.seen += 1
        if (came_from, to) not in LEGAL:
            self.world.find("states", "event %d: %s went from %s to %s" % (serial, name, came_from, to))
        if self.serial is not None and serial == self.serial:
            return  # told again, because the listener ended before it had answered
        if self.serial is None or serial != self.serial + 1:
            self.states.clear()  # another daemon, another pool, or events that were discarded
        self.serial = serial
        if self.states.get(name, came_from) != came_from:
            self.world.find("states", "event %d: %s went from %s to %s, but it had gone to %s before" % (
                serial, name, came_from, to, self.states[name]))
        self.states[name] = to
