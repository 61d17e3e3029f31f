#!/usr/bin/env python3
"""The invariants of a chaos run can fail: each is shown what must not be, and what is well; and a seed means one plan."""
import pathlib
import random
import sys
import tempfile
import types
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.dont_write_bytecode = True

from chaos import actor, configuration, faults, schedule, world  # noqa: E402
from chaos.invariants import output, states  # noqa: E402

PATH = "safe/plain.log"
RUN = "plain.1.5.1"


class Fixture(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.dir = pathlib.Path(scratch.name)
        for name in ("safe", "logs", "full", "kept", "counts"):
            (self.dir / name).mkdir()
        self.found, self.log = [], ""
        self.world = types.SimpleNamespace(
            dir=self.dir, chosen=configuration.PROGRAMS, kills=[], started_at=0, log_text=lambda: self.log,
            find=lambda invariant, text: self.found.append(text))

    def expect(self, *texts):
        self.assertEqual(len(self.found), len(texts), self.found)
        for text, found in zip(texts, self.found):
            self.assertIn(text, found)


class OutputTest(Fixture):
    def write(self, count=10, counted=None):
        """The bytes of so many records of one run, as a list."""
        return Records(self.dir, count, counted).written

    def check(self, *files):
        for number, content in enumerate(files):
            (self.dir / (PATH + (".%d" % number if number else ""))).write_bytes(content)
        output.Output(self.world).check()

    def test_everything_is_there(self):
        self.check(b"".join(self.write()))
        self.expect()

    def test_a_record_after_the_last_that_was_counted(self):
        self.check(b"".join(self.write(10, counted=9)))
        self.expect()

    def test_cut_in_two_by_a_rotation(self):
        text = b"".join(self.write())
        for at in (1, len(text) // 2, len(text) - 1):
            self.found.clear()
            self.check(text[at:], text[:at])
            self.expect()

    def test_missing(self):
        pieces = self.write()
        del pieces[4]
        self.check(b"".join(pieces))
        self.expect("bytes are missing, the daemon's log admits 0")

    def test_the_end_is_missing(self):
        self.check(b"".join(self.write()[:-1]))
        self.expect("bytes are missing")

    def test_the_end_is_missing_after_a_kill(self):
        self.world.kills.append(world.Kill(1, frozenset((RUN,)), frozenset()))
        self.check(b"".join(self.write()[:-3]))
        self.expect()

    def test_the_middle_is_missing_after_a_kill(self):
        self.world.kills.append(world.Kill(1, frozenset((RUN,)), frozenset()))
        pieces = self.write()
        del pieces[4]
        self.check(b"".join(pieces))
        self.expect("bytes are missing")

    def test_missing_and_admitted(self):
        pieces = self.write()
        size = len(pieces.pop(4))
        self.log = "WARN 'plain' stdout log: writing to '%s' again; %d bytes were lost\n" % (self.dir / PATH, size)
        self.check(b"".join(pieces))
        self.expect()

    def test_missing_and_admitted_and_then_a_kill(self):
        self.world.kills.append(world.Kill(1, frozenset((RUN,)), frozenset()))
        pieces = self.write()[:-2]
        size = len(pieces.pop(4))
        self.log = "WARN 'plain' stdout log: writing to '%s' again; %d bytes were lost\n" % (self.dir / PATH, size)
        self.check(b"".join(pieces))
        self.expect()

    def test_more_is_missing_than_admitted(self):
        pieces = self.write()
        size = len(pieces.pop(4))
        self.log = "WARN 'plain' stdout log: %d bytes in all could not be written to '%s'\n" % (size - 1, self.dir / PATH)
        self.check(b"".join(pieces))
        self.expect("bytes are missing")

    def test_admitted_and_not_missing(self):
        self.log = "WARN 'plain' stdout log: writing to '%s' again; 1000000 bytes were lost\n" % (self.dir / PATH)
        self.check(b"".join(self.write()))
        self.expect("but only 0 are missing")

    def test_twice(self):
        pieces = self.write()
        self.check(b"".join(pieces + pieces[3:4]))
        self.expect("record 3 is there twice")

    def test_changed(self):
        pieces = self.write()
        pieces[4] = pieces[4][:-3] + b"--" + pieces[4][-1:]
        self.check(b"".join(pieces) + b"\n")
        self.assertTrue(self.found)

    def test_what_nobody_wrote(self):
        self.check(b"hello\n" + b"".join(self.write()))
        self.expect("bytes that are no record")

    def test_what_the_daemon_writes(self):
        self.check(b"supervisor: couldn't exec x: EACCES\nsupervisor: child process was not spawned\n" + b"".join(self.write()))
        self.expect()


class Records(actor.Records):
    """Collects what it would write."""

    def __init__(self, folder, count, counted):
        self.written = []
        self.run, self.number, self.bytes = RUN.encode(), 0, 0
        self.dice, self.fd = random.Random(1), None
        self.text = bytes(self.dice.choices(actor.LETTERS, k=1000))
        self.count = bytearray(actor.COUNT.size)
        for index in range(count):
            self.write(50)
            if counted is None or index < counted:
                (folder / "counts" / RUN).write_bytes(self.count)

    def put(self, record):
        self.written.append(record)


class StatesTest(Fixture):
    def log_of(self, *lines):
        self.log = "".join("2026-01-01 00:00:00,000 %s\n" % line for line in lines)
        states.Log(self.world).look()

    def events_of(self, *lines):
        (self.dir / "events").write_text("".join(
            "%d PROCESS_STATE_%s processname:a groupname:a from_state:%s tries:0 \n" % line for line in lines))
        states.Events(self.world).look()

    def test_a_life(self):
        self.log_of("INFO supervisord started with pid 1", "INFO spawned: 'a' with pid 2",
                    "INFO success: a entered RUNNING state, process has stayed up for > than 1 seconds (startsecs)",
                    "WARN exited: a (exit status 1; not expected)", "INFO spawned: 'a' with pid 3",
                    "INFO stopped: a (terminated by SIGTERM)",
                    "INFO spawned: 'a' with pid 4", "INFO supervisord started with pid 5", "INFO spawned: 'a' with pid 6")
        self.expect()

    def test_twice_at_a_time(self):
        self.log_of("INFO spawned: 'a' with pid 2", "INFO spawned: 'a' with pid 3")
        self.expect("spawned as pid 3 while pid 2 had not ended")

    def test_an_end_without_a_beginning(self):
        self.log_of("INFO stopped: a (exit status 0)")
        self.expect("the end of a, which did not run")

    def test_impossible(self):
        self.log_of("WARN a: an event of kind 3 makes no sense in state STOPPED and was ignored", "CRIT unknown problem")
        self.expect("makes no sense", "CRIT unknown problem")

    def test_legal_events(self):
        self.events_of((0, "STARTING", "STOPPED"), (1, "RUNNING", "STARTING"), (1, "RUNNING", "STARTING"), (2, "EXITED", "RUNNING"),
                       (9, "RUNNING", "STARTING"))
        self.expect()

    def test_illegal_event(self):
        self.events_of((0, "RUNNING", "STOPPED"))
        self.expect("went from STOPPED to RUNNING")

    def test_events_that_do_not_follow(self):
        self.events_of((0, "STARTING", "STOPPED"), (1, "EXITED", "RUNNING"))
        self.expect("but it had gone to STARTING before")


class PlanTest(unittest.TestCase):
    @staticmethod
    def shown(seed, number=0):
        return [(p.fault.name, p.begin, p.end, p.dice.random()) for p in schedule.plan(seed, number, list(faults.ALL), 12)]

    def test_a_seed_is_one_plan(self):
        self.assertEqual(self.shown(1), self.shown(1))
        self.assertNotEqual(self.shown(1), self.shown(2))
        self.assertNotEqual(self.shown(1), self.shown(1, 1))

    def test_one_fault_in_a_room(self):
        for seed in range(200):
            ends = {}
            for planned in schedule.plan(seed, 0, list(faults.ALL), 12):
                if planned.fault.room:
                    self.assertLessEqual(ends.get(planned.fault.room, 0), planned.begin)
                    ends[planned.fault.room] = planned.end


if __name__ == "__main__":
    unittest.main()
