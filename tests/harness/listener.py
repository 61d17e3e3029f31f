#!/usr/bin/env python3
"""An event listener that keeps the protocol, or breaks it in a way of its own.

usage: listener.py MODE [FILE]      FILE gets a line for each event: its name, serial, pool serial and payload

Tests lay it out in their scratch folder with `listener.lay_out(t)`.
"""
import os
import pathlib
import sys
import time


def lay_out(t):
    """For configurations: command=/usr/bin/env python3 @DIR@/listener.py MODE @DIR@/FILE"""
    t.write("listener.py", pathlib.Path(__file__).read_text())


def heard(t, name, count, limit=30):
    """Waits until FILE has so many lines, and returns them as lists of words and the payload."""
    def there():
        lines = t.read(name).splitlines()
        return lines if len(lines) >= count else None
    lines = t.wait(there, lambda: "%d events in %s, there are:\n%s" % (count, name, t.read(name)[-2000:]), limit)
    return [line.split(" ", 3) for line in lines]


class Listener:
    def __init__(self, out):
        self.out = open(out, "a") if out else None

    def say(self, text):
        sys.stdout.write(text)
        sys.stdout.flush()

    def event(self):
        """As supervisor.childutils reads one (EVT-060)."""
        line = sys.stdin.readline()
        if not line:
            sys.exit(0)
        headers = dict(word.split(":", 1) for word in line.split())
        payload = sys.stdin.read(int(headers["len"]))
        if self.out:
            print(headers["eventname"], headers["serial"], headers["poolserial"], repr(payload), file=self.out, flush=True)
        return payload

    # -- modes, each a listener's life

    def good(self):
        while True:
            self.say("READY\n")
            self.event()
            self.say("RESULT 2\nOK")

    def talks_on_stderr(self):
        while True:
            self.say("READY\n")
            print("got", self.event(), file=sys.stderr, flush=True)
            self.say("RESULT 2\nOK")

    def slow(self):
        while True:
            self.say("READY\n")
            self.event()
            time.sleep(0.3)
            self.say("RESULT 2\nOK")

    def byte_by_byte(self):
        while True:
            for text in ("READY\n", None, "RESULT 2\nOK"):
                if text is None:
                    self.event()
                for byte in text or "":
                    self.say(byte)

    def waits_for_go(self):
        """Answers once a file named like its own and .go is there."""
        while True:
            self.say("READY\n")
            self.event()
            while not os.path.exists(self.out.name + ".go"):
                time.sleep(0.02)
            self.say("RESULT 2\nOK")

    def never_reads(self):
        self.say("READY\n")
        time.sleep(1000)

    def never_answers(self):
        self.say("READY\n")
        self.event()
        time.sleep(1000)

    def never_ready(self):
        time.sleep(1000)

    def floods(self):
        while True:
            self.say("x" * 65536)

    def floods_when_busy(self):
        self.say("READY\n")
        self.event()
        self.floods()

    def answers(self, text):
        self.say("READY\n")
        self.event()
        self.say(text)
        time.sleep(1000)

    def ready_twice(self):
        self.say("READY\nREADY\n")
        time.sleep(1000)

    def ok_without_event(self):
        self.say("READY\n")
        time.sleep(0.1)
        self.say("RESULT 2\nOK")
        time.sleep(1000)

    def exits_when_busy(self):
        self.say("READY\n")
        self.event()
        sys.exit(1)

    def crashes(self):
        sys.exit(1)

    def greets(self):
        self.say("Listening for events\nREADY\n")
        time.sleep(1000)

    def always_fails(self):
        while True:
            self.say("READY\n")
            self.event()
            self.say("RESULT 4\nFAIL")


if __name__ == "__main__":
    listener = Listener(sys.argv[2] if len(sys.argv) > 2 else None)
    mode = sys.argv[1]
    if mode.startswith("answers="):
        listener.answers(mode.partition("=")[2].encode().decode("unicode_escape"))
    else:
        getattr(listener, mode)()
