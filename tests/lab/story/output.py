"""What a run of the deployer printed, as data (HD-ACT-05, HD-ACT-06, HD-ACT-07)."""
import re

from harness.wait import Failed

_BANNER = re.compile(r"^(PLAY|TASK|RUNNING HANDLER) \[(.*)\] \*{3,}$")
_HOST_LINE = re.compile(r"^(ok|changed|skipping|fatal|failed): \[([^\]]+)\](?:: (\w+)!)?(?: => \(item=(.*?)\))?")
_RECAP = re.compile(r"^(\S+) +: ok=(\d+) +changed=(\d+) +unreachable=(\d+) +failed=(\d+)(?: .*)?$")


class Task:
    def __init__(self, kind, name):
        self.kind = kind  # TASK or RUNNING HANDLER
        self.name = name
        self.lines = []  # (word, host, item or None)

    def words(self, host):
        return [word for word, where, _ in self.lines if where == host]

    def items(self, host):
        return [item for _, where, item in self.lines if where == host and item is not None]


class Recap:
    def __init__(self, ok, changed, unreachable, failed):
        self.ok, self.changed, self.unreachable, self.failed = ok, changed, unreachable, failed

    def __repr__(self):
        return "ok=%d changed=%d unreachable=%d failed=%d" % (self.ok, self.changed, self.unreachable, self.failed)


class Run:
    """One that has ended."""

    def __init__(self, words, code, out, err):
        self.words, self.code, self.out, self.err = words, code, out, err
        self.tasks, self.recap = parse(out)

    def everything(self):
        return "%s\nstatus %s\n%s%s" % (" ".join(self.words), self.code, self.out, self.err)

    def named(self, name, kind="TASK"):
        """The tasks of exactly this name."""
        return [task for task in self.tasks if task.name == name and task.kind == kind]

    def task(self, name, kind="TASK"):
        found = self.named(name, kind)
        if len(found) != 1:
            raise Failed("expected one %s [%s], there are %d in\n%s" % (kind, name, len(found), self.everything()))
        return found[0]

    def handler(self, name):
        return self.task(name, "RUNNING HANDLER")


def parse(text):
    tasks, recap = [], {}
    for line in text.splitlines():
        banner = _BANNER.match(line)
        if banner and banner.group(1) != "PLAY":
            tasks.append(Task(*banner.groups()))
            continue
        told = _HOST_LINE.match(line)
        if told and tasks:
            word, host, _, item = told.groups()
            tasks[-1].lines.append((word, host, item))
        counted = _RECAP.match(line)
        if counted:
            recap[counted.group(1)] = Recap(*map(int, counted.groups()[1:]))
    return tasks, recap
