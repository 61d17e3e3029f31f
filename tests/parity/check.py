#!/usr/bin/env python3
"""Is every behaviour of Supervisor in doc/compatibility.md, with its state and a test that cites it?

usage: check.py

The table is the list; NUMBERS says which ids it must have, so that no row gets lost. A test is a file or a folder below
tests/; it cites an id anywhere in its text, alone or as the part of a range (`LOG-060 to LOG-063`). The tables of
differences in the document's first part and the states in the second must agree. Every problem is printed; the status is
1 when there is any.
"""
import collections
import pathlib
import re
import sys

#: The numbers of each group; what is left out has never been given to anything.
NUMBERS = {
    "CFG": "1-10 20-31 33 40-51 60-73 80-96 100-108 110-127 130-136 138-170 175-182 185-191 195-199 205-208 210-217",
    "CLI": "1-8 20-29 38-41 50-57",
    "DAEMON": "1-14 20-26 30-42 50-60 70-80",
    "PROC": "1-16 20-48 50-54 60-66 70-72",
    "LOG": "1-11 20-27 30-37 40-41 50-57 60-66 70-73",
    "RPC": "1-14 20-55 60-64",
    "HTTP": "1-19",
    "AUTH": "1-7",
    "WEB": "1-22 30-37",
    "CTL": "1-15 20-55 60-71 80-85",
    "EVT": "1-15 20-25 30-39 50-56 60-62",
    "FCGI": "1-10",
    "EXT": "1-8",
    "DIFF": "1-9",
    "TOL": "1-7",
}
TITLE = "## Every behaviour"
STATES = ("same", "better", "different")
ROW = re.compile(r"\| (?P<id>[A-Z]+-\d{3}) \| (?P<words>[^|]+) \| (?P<state>[^|]+) \| (?P<tests>[^|]*) \|")
DIFFERENCE = re.compile(r"\| (?P<ids>[^|]+) \| (?P<state>\w+) \| ")
IDS = re.compile(r"\b(%s)-(\d{3})\b(?:\s+to\s+\1-(\d{3})\b)?" % "|".join(NUMBERS))


def ids_of(numbers):
    """{"CFG": "1-2 5"} to CFG-001, CFG-002, CFG-005."""
    for group, text in numbers.items():
        for part in text.split():
            first, _, last = part.partition("-")
            for number in range(int(first), int(last or first) + 1):
                yield "%s-%03d" % (group, number)


def cited_in(text):
    """The ids a text names; of a range, those between as well (gaps included)."""
    found = set()
    for group, first, last in IDS.findall(text):
        found.update("%s-%03d" % (group, number) for number in range(int(first), int(last or first) + 1))
    return found


def named_in(text):
    """The ids a text spells out: of a range its ends."""
    return {"%s-%s" % (group, number) for group, *ends in IDS.findall(text) for number in ends if number}


class Parity:
    """One document and one folder of tests. `problems` is what is wrong with them."""

    def __init__(self, document, tests, numbers=None):
        self.tests = tests
        self.ids = list(ids_of(NUMBERS if numbers is None else numbers))
        self.problems = []
        texts = {path: path.read_text(errors="replace") for path in sorted(tests.rglob("*")) if is_text(path)}
        self.named = {path: named_in(text) for path, text in texts.items()}
        self.cited = {path: cited_in(text) for path, text in texts.items()}
        differences, title, table = document.partition(TITLE)
        if not title:
            self.problem("there is no part `%s`", TITLE)
        self.told = self.read_differences(differences)
        self.rows = self.read_table(table)
        self.check_ids()
        for row in self.rows.values():
            self.check_state(row["id"], row["state"])
            self.check_tests(row["id"], row["tests"])
        self.check_citations()

    def problem(self, text, *values):
        self.problems.append(text % values)

    def read_differences(self, text):
        told = collections.defaultdict(set)
        for line in text.splitlines():
            match = DIFFERENCE.match(line)
            for one in cited_in(match["ids"]) if match else ():
                told[one].add(match["state"])
        return told

    def read_table(self, text):
        rows, order = {}, {one: place for place, one in enumerate(self.ids)}
        last = -1
        for line in text.splitlines():
            if not line.startswith("|") or line.startswith(("| id |", "|---")):
                continue
            match = ROW.fullmatch(line)
            if not match:
                self.problem("not a row of four cells: %s", line)
                continue
            one = match["id"]
            if one in rows:
                self.problem("%s has two rows", one)
            place = order.get(one, last)
            if place < last:
                self.problem("%s stands behind a later one", one)
            last = place
            rows[one] = match
        return rows

    def check_ids(self):
        for one in self.ids:
            if one not in self.rows:
                self.problem("%s has no row", one)
        for one in self.rows:
            if one not in self.ids:
                self.problem("%s is no id of the list", one)

    def check_state(self, one, state):
        told = self.told.get(one, set())
        if state not in STATES:
            self.problem("%s: `%s` is none of the states %s", one, state, ", ".join(STATES))
        elif state != "same" and state not in told:
            self.problem("%s is %s, but no table above says how", one, state)
        elif state == "same" and told - {"same"}:
            self.problem("%s is same, but %s in a table above", one, " and ".join(sorted(told - {"same"})))

    def check_tests(self, one, cell):
        names = re.findall(r"`([^`]+)`", cell)
        if not names:
            self.problem("%s has no test", one)
        for name in names:
            path = self.tests / name
            files = list(path.rglob("*")) if path.is_dir() else [path]
            if not path.exists():
                self.problem("%s: there is no test %s", one, name)
            elif not any(one in self.cited.get(file, ()) for file in files):
                self.problem("%s: %s does not cite it", one, name)

    def check_citations(self):
        for path, named in self.named.items():
            for one in sorted(named - set(self.rows)):
                self.problem("%s cites %s, which has no row", path.relative_to(self.tests), one)


def is_text(path):
    """This folder speaks of ids without testing them."""
    return path.is_file() and path.suffix in (".py", ".cpp", ".hpp", ".txt", ".conf", ".sh", ".js") \
        and path.parent != pathlib.Path(__file__).resolve().parent


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    parity = Parity((root / "doc" / "compatibility.md").read_text(), root / "tests")
    print("\n".join(parity.problems + ["%d behaviours, %d problems" % (len(parity.rows), len(parity.problems))]))
    return 1 if parity.problems else 0


if __name__ == "__main__":
    sys.exit(main())
