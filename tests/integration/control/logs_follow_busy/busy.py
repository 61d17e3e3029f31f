"""Writes 20 numbered lines of 65 bytes at a time, without end: more than a kilobyte in a few milliseconds."""
import itertools
import sys
import time

for first in itertools.count(0, 20):
    sys.stdout.write("".join("line %08d %s\n" % (i, 50 * "x") for i in range(first, first + 20)))
    sys.stdout.flush()
    time.sleep(0.004)
