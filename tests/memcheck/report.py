#!/usr/bin/env python3
"""Says what valgrind has found of the daemons that scripts/memcheck ran; ends with 1 when there is something.

usage: report.py FOLDER

FOLDER holds one log of valgrind for each process. A descriptor that is open at the exit counts unless it was inherited.
"""
import pathlib
import re
import sys

HEAD = re.compile(r"^==\d+== ?")
DESCRIPTOR = re.compile(r"^Open (file descriptor|AF_\w+ socket) (\d+)")
FINDING = re.compile(r"^(Invalid |Use of uninit|Conditional jump|Syscall param|Mismatched|Source and dest|Process term"
                     r"|.* definitely lost in loss record)")


def blocks(text):
    """Each a list of lines that belong together."""
    block = []
    for line in text.splitlines():
        line = HEAD.sub("", line)
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def parts(block):
    """A block of open descriptors has several heads without an empty line between them."""
    part = []
    for line in block:
        if part and not line.startswith(" "):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def findings(text):
    for block in blocks(text):
        if any(FINDING.match(line.strip()) for line in block):
            yield block
            continue
        for part in parts(block):
            opened = DESCRIPTOR.match(part[0])
            if opened and int(opened[2]) > 2 and not any("<inherited from parent>" in line for line in part):
                yield part


def main():
    logs = sorted(pathlib.Path(sys.argv[1]).glob("*.log"))
    if not logs:
        sys.exit("report.py: valgrind has written nothing")
    seen, count = set(), 0
    for log in logs:
        for block in findings(log.read_text(errors="replace")):
            count += 1
            # The same in many daemons is shown once: without addresses and sizes.
            key = re.sub(r"0x[0-9A-F]+|\d+", "", "\n".join(block))
            if key not in seen:
                seen.add(key)
                print("%s:\n  %s" % (log.name, "\n  ".join(block)))
    print("%d processes, %d findings, %d of them different" % (len(logs), count, len(seen)))
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
