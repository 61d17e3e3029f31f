"""The wall clock goes forward and back, for a daemon that was started with one of its own."""
import pathlib
import shutil
import struct
import subprocess

from .fault import Fault

HOUR, DAY = 3600, 86400


class Clock:
    """What the daemon takes for the time of day. Built here, since it must be a library."""

    def __init__(self, folder):
        self.library, self.path = folder / "clock.so", folder / "clock"
        source = pathlib.Path(__file__).with_suffix(".c")
        subprocess.run([_compiler(), "-O1", "-shared", "-fPIC", "-o", str(self.library), str(source)], check=True)
        self.path.write_bytes(bytes(8))

    def environment(self):
        return {"LD_PRELOAD": str(self.library), "CHAOS_CLOCK": str(self.path)}

    def set(self, offset):
        with open(self.path, "r+b") as f:
            f.write(struct.pack("=q", offset))


def _compiler():
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


class Jump(Fault):
    name = "clock.jump"
    needs = ("compiler",)
    weight = 4

    def begin(self):
        offset = self.dice.choice((0, 3, -3, HOUR, -HOUR, DAY, -DAY, 365 * DAY, -365 * DAY, 20 * 365 * DAY))
        self.world.note("  %+d s" % offset)
        self.world.clock.set(offset)


FAULTS = (Jump,)
