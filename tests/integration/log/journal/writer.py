"""Echoes its input; `large` is a line that does not fit a datagram, `flood` 20,000 lines, `err` goes to stderr."""
import sys

for line in sys.stdin:
    word = line.strip()
    if word == "large":
        print("x" * 250000, flush=True)
    elif word == "flood":
        print("\n".join("line %d" % i for i in range(20000)), flush=True)
    elif word == "err":
        print("trouble", file=sys.stderr, flush=True)
    else:
        print(word, flush=True)
