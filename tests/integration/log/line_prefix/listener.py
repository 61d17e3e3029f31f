"""Writes the payloads of events to a file."""
import sys

with open(sys.argv[1], "w") as out:
    while True:
        print("READY", flush=True)
        header = dict(word.split(":") for word in sys.stdin.readline().split())
        out.write(sys.stdin.read(int(header["len"])) + "\n")
        out.flush()
        sys.stdout.write("RESULT 2\nOK")
        sys.stdout.flush()
