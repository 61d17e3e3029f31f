"""More lines than a journal that does not read can take, after a word on standard input."""
import sys

sys.stdin.readline()
print("\n".join("line %d" % i for i in range(1000)), flush=True)
sys.stdin.readline()
