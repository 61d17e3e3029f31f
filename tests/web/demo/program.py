#!/usr/bin/env python3
"""What the programs of the demo are: uses some CPU and memory, and says what such a program says.

usage: program.py [WORD...] [--load PERCENT] [--memory MB] [--say KIND] [--fail | --done | --fall-once FILE]
"""
import argparse
import datetime
import math
import os
import pathlib
import random
import signal
import sys
import time

DIM, GREEN, YELLOW, RED, CYAN = ("\x1b[%dm" % code for code in (90, 32, 33, 31, 36))
PLAIN = "\x1b[0m"
PATHS = ("/", "/cart", "/products/oak-desk", "/products/desk-lamp", "/search?q=chair", "/api/stock",
         "/api/prices?currency=EUR", "/assets/app.css", "/account/orders")
JOBS = {"mail": ("order confirmation", "password reset", "shipping notice"), "invoices": ("invoice", "credit note"),
        "thumbnails": ("oak-desk.jpg", "desk-lamp.jpg", "armchair-green.png", "bookshelf.png")}


def requests(words, chance):
    if chance.random() < 0.06:
        return "%sslow query%s %4d ms  SELECT * FROM products WHERE name ILIKE '%%chair%%' ORDER BY rank" % (
            YELLOW, PLAIN, chance.randrange(300, 900))
    status = chance.choices((200, 304, 404, 500), (84, 8, 6, 2))[0]
    colour = {200: GREEN, 304: CYAN, 404: YELLOW, 500: RED}[status]
    method, path = ("POST", "/checkout") if status == 500 or chance.random() < 0.1 else ("GET", chance.choice(PATHS))
    spent = chance.lognormvariate(2.8, 0.8)
    return "%s%d%s %-4s %-28s %s%6.1f ms  %7d bytes  10.0.3.%-3d  request %08x%s" % (
        colour, status, PLAIN, method, path, DIM, spent, chance.randrange(400, 90000), chance.randrange(2, 250),
        chance.getrandbits(32), PLAIN)


def proxy(words, chance):
    return '10.0.3.%d "GET %s HTTP/2" 200 %d' % (chance.randrange(2, 250), chance.choice(PATHS), chance.randrange(300, 40000))


def jobs(words, chance):
    kind = words[-1]
    what = chance.choice(JOBS[kind])
    if chance.random() < 0.05:
        return "%sretry%s %s %s#%d%s: timed out after 10 s" % (YELLOW, PLAIN, what, DIM, chance.randrange(40000, 50000), PLAIN)
    return "%sdone%s %s %s#%d%s in %d ms" % (GREEN, PLAIN, what, DIM, chance.randrange(40000, 50000), PLAIN, chance.randrange(8, 400))


SAY = {"requests": requests, "proxy": proxy, "jobs": jobs}


def say(text):
    now = datetime.datetime.now().strftime("%H:%M:%S.%f")[:-3]
    print("%s%s%s %s" % (DIM, now, PLAIN, text), flush=True)


def burn(share, seconds):
    """So much of one core for that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        until = time.process_time() + share * 0.1
        while time.process_time() < until:
            math.sqrt(2)
        time.sleep(max(0.0, 0.1 * (1 - share)))


def work(options):
    chance = random.Random(os.getpid())
    kept = bytearray(max(0, options.memory - 9) << 20)
    for at in range(0, len(kept), 4096):
        kept[at] = 1
    began = time.monotonic()
    while True:
        wave = 1 + 0.5 * math.sin(time.monotonic() / 9 + os.getpid()) + chance.uniform(-0.2, 0.3)
        burn(min(0.9, options.load / 100 * wave), chance.uniform(0.2, 1.0))
        if options.say:
            say(SAY[options.say](options.words, chance))
        if options.fall_once and not options.fall_once.exists() and time.monotonic() - began > 3:
            options.fall_once.touch()
            print("segmentation fault in resize_jpeg()", file=sys.stderr, flush=True)
            os.kill(os.getpid(), signal.SIGSEGV)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--load", type=float, default=0)
    parser.add_argument("--memory", type=int, default=0)
    parser.add_argument("--say", choices=SAY)
    parser.add_argument("--fail", action="store_true")
    parser.add_argument("--done", action="store_true")
    parser.add_argument("--fall-once", type=pathlib.Path)
    options = parser.parse_args()
    if options.done:
        say("backup of 4 databases, 1.8 GB, in 41 s")
        return 0
    if options.fail:
        print("cannot connect to search-1:9200: connection refused", file=sys.stderr, flush=True)
        return 1
    work(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
