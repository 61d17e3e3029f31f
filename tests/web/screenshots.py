#!/usr/bin/env python3
"""Makes the pictures of the page that the documents show, of our daemon with the programs of demo/.

usage: screenshots.py [--seconds N] [FOLDER]        (without words: 90 doc/screenshots)

The daemon runs for N seconds before, so that there is something to be seen. Needs a browser and pngquant
(`scripts/deps web`). `SUPERVISORD` names the daemon.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import run  # noqa: E402

PICTURES = ("list-light.png", "list-dark.png", "list-narrow.png", "log.png", "program.png")
WIDTH, HEIGHT = 1180, 800
#: Sharp enough for screens with small dots, and still small.
SCALE = 1.5
WAITING = '.row[data-key="search-index"]'
STATES = {"import-orders": "FATAL", "nightly-report": "STOPPED", "backup": "EXITED", "web:web_00": "RUNNING",
          "queue:mail": "RUNNING", "nginx": "RUNNING"}


def missing():
    """Why there can be no pictures here, or None."""
    import browser
    from harness import programs
    if not shutil.which("pngquant"):
        return "needs pngquant (scripts/deps web)"
    return browser.missing() or programs.ours().missing()


class Photographer:
    def __init__(self, looking, folder):
        self.browser = looking
        self.folder = folder

    def take(self, name, width=WIDTH, height=HEIGHT, scheme="light", colours=64):
        self.browser.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=SCALE,
                             mobile=False)
        self.browser.scheme(scheme)
        path = self.folder / name
        self.ready()
        self.browser.picture(path)
        while not self.still_ready():
            self.ready()
            self.browser.picture(path)
        subprocess.run(["pngquant", "--force", "--strip", "--nofs", "--speed=1", "--output", str(path), str(colours), str(path)], check=True)

    def ready(self):
        """In the list: until the program that is tried again and again waits for the next time."""
        if not self.browser.run("return location.hash"):
            self.browser.until_text(WAITING, "BACKOFF")

    def still_ready(self):
        return bool(self.browser.run("return location.hash")) or "BACKOFF" in self.browser.text(WAITING)

    def go(self, where, place, text):
        self.browser.run("location.hash = arguments[0]", where)
        self.browser.until_text(place, text)


def lay_out(case):
    """The programs under the names that their commands have in the demo."""
    case.config((HERE / "demo" / "supervisord.conf").read_text())
    for name in ("nginx", "redis-server", "postgres-exporter", "shop"):
        case.write(name, (HERE / "demo" / "program.py").read_text(), 0o755)


def take_all(case, folder, seconds):
    import browser
    looking = browser.Browser()
    try:
        looking.command("Emulation.setScrollbarsHidden", hidden=True)
        looking.open("http://ada:secret@127.0.0.1:%d/" % case.port())
        case.wait_states(STATES)
        time.sleep(seconds)  # for the curves: what is measured comes by and by
        photographer = Photographer(looking, folder)
        photographer.take("list-light.png")
        photographer.take("list-dark.png", scheme="dark")
        photographer.take("list-narrow.png", width=360, height=760)
        photographer.go("#/log/web%3Aweb_00", ".log", "ms")
        photographer.take("log.png", height=480, scheme="dark", colours=32)
        photographer.go("#/program/queue%3Athumbnails", ".cards", "SIGSEGV")
        photographer.take("program.png")
    finally:
        looking.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=HERE.parents[1] / "doc" / "screenshots")
    options = parser.parse_args()
    run.use_the_distributions_python()
    reason = missing()
    if reason:
        print("screenshots.py: %s" % reason, file=sys.stderr)
        return 1
    from harness import case, programs
    options.folder.mkdir(parents=True, exist_ok=True)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="sv."))
    try:
        demo = case.Case(programs.ours(), scratch)
        lay_out(demo)
        demo.start()
        try:
            take_all(demo, options.folder, options.seconds)
        finally:
            demo.stop()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    for name in PICTURES:
        print("%s: %d KiB" % (name, os.path.getsize(options.folder / name) // 1024))
    return 0


if __name__ == "__main__":
    sys.exit(main())
