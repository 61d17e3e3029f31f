#!/usr/bin/env python3
"""Prints how many lines the tests have run, by rooms, for the parsers, and in all; ends with 1 below the goals.

usage: report.py [--files] EXPORT

EXPORT is what `llvm-cov export -summary-only` writes. --files also lists each file with lines that nothing has run.
"""
import argparse
import collections
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Whatever reads bytes of others: a file or a whole room.
PARSERS = [
    "libsupervise/config/ini.cpp", "libsupervise/config/expand.cpp", "libsupervise/config/values.cpp",
    "libsupervise/config/shell_words.cpp", "libsupervise/config/environment_file.cpp", "libsupervise/config/glob.cpp",
    "libsupervise/config/password.cpp", "libsupervise/config/added_program.cpp", "libsupervise/sys/base64.cpp",
    "libsupervise/http/request_parser.cpp", "libsupervise/http/credentials.cpp", "libsupervise/http/host_names.cpp",
    "libsupervise/web/form.cpp", "libsupervise/web/orders.cpp", "libsupervise/rpc/decode.cpp",
    "libsupervise/rpc/utf8.cpp", "libsupervise/rpc/xml_bounds.cpp", "libsupervise/event/protocol.cpp",
    "libsupervise/log/capture.cpp", "libsupervise/log/ansi_stripper.cpp", "libsupervise/log/line_cutter.cpp",
    "libsupervise/log/line_format.cpp", "libsupervise/client/http_response.cpp",
    "libsupervise/client/event_stream.cpp", "libsupervise/client/quick_response.cpp",
    "libsupervise/client/server_url.cpp", "deployer/source", "deployer/model", "deployer/template", "deployer/vault",
    "deployer/task", "deployer/agent/session.cpp", "deployer/transport/greeting.cpp",
    "deployer/transport/become_prompt.cpp", "deployer/transport/agent_session.cpp",
]
GOAL_OF_PARSERS = 95.0
GOAL_OF_ALL = 90.0


class Lines:
    def __init__(self, run=0, all_=0):
        self.run, self.all = run, all_

    def add(self, other):
        self.run += other.run
        self.all += other.all

    def percent(self):
        return 100.0 * self.run / self.all if self.all else 100.0

    def __str__(self):
        return "%6.1f %% of %6d lines" % (self.percent(), self.all)


def read(export):
    """Lines by path, of our own sources without their tests."""
    files = {}
    for entry in json.loads(pathlib.Path(export).read_text())["data"][0]["files"]:
        path = pathlib.Path(entry["filename"]).resolve()  # a compiler cache may make "build/../"
        if not path.is_relative_to(ROOT):
            continue
        name = str(path.relative_to(ROOT))
        if not name.startswith(("tests/", "build/")) and "/tools/" not in name:
            lines = entry["summary"]["lines"]
            files[name] = Lines(lines["covered"], lines["count"])
    return files


def room_of(name):
    parts = name.split("/")
    return "/".join(parts[:2]) if len(parts) > 2 else parts[0]


def total(files, belongs):
    lines = Lines()
    for name, one in files.items():
        if belongs(name):
            lines.add(one)
    return lines


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--files", action="store_true")
    arguments.add_argument("export")
    given = arguments.parse_args()
    files = read(given.export)

    rooms = collections.defaultdict(Lines)
    for name, lines in files.items():
        rooms[room_of(name)].add(lines)
    print("rooms")
    for room, lines in sorted(rooms.items()):
        print("  %-40s %s" % (room, lines))

    print("parsers")
    parsers = Lines()
    for parser in PARSERS:
        lines = total(files, lambda name: name == parser or name.startswith(parser + "/"))
        if lines.all == 0:
            sys.exit("report.py: nothing is known about %s; has it another name now?" % parser)
        parsers.add(lines)
        print("  %-40s %s%s" % (parser, lines, "" if lines.percent() >= GOAL_OF_PARSERS else "   below the goal"))

    if given.files:
        print("files")
        for name, lines in sorted(files.items(), key=lambda item: item[1].run - item[1].all):
            if lines.run < lines.all:
                print("  %5d not run of %5d  %s" % (lines.all - lines.run, lines.all, name))

    everything = total(files, lambda name: True)
    print("%-42s %s (goal: %g %%)" % ("all parsers", parsers, GOAL_OF_PARSERS))
    print("%-42s %s (goal: %g %%)" % ("everything", everything, GOAL_OF_ALL))
    return parsers.percent() < GOAL_OF_PARSERS or everything.percent() < GOAL_OF_ALL


if __name__ == "__main__":
    sys.exit(main())
