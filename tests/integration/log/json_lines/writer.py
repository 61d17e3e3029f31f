"""Lines that need care: quotes, bytes that are no UTF-8, a character in two writes, megabytes without newline, no end."""
import os
import sys
import time


def write(data):
    while data:
        data = data[os.write(1, data):]


write(b'say "hi"\n\xff\xfe\0\x1b[31m\n')
write("caf".encode() + b"\xc3")
time.sleep(0.2)
write(b"\xa9\n")
os.write(2, b"trouble\n")
write("€".encode() * 1000000 + b"\n")
write(b"no end")
sys.stdin.readline()
