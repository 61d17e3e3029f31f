"""A wall clock of its own for a daemon: it goes forward and back while every timer and every other clock stays as it is."""
import pathlib
import shutil
import struct
import subprocess

#: What tests that use it need.
NEEDS = ("compiler",)


class Clock:
    """Built when it is needed, since it must be a library."""

    def __init__(self, folder):
        self.library, self.path = folder / "clock.so", folder / "clock"
        source = pathlib.Path(__file__).with_suffix(".c")
        compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))))
        subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", str(self.library), str(source)], check=True)
        self.path.write_bytes(bytes(8))

    def environment(self):
        """For the daemon."""
        return {"LD_PRELOAD": str(self.library), "WALL_CLOCK": str(self.path), "ASAN_OPTIONS": "verify_asan_link_order=0"}

    def set(self, offset):
        """So many seconds from the true time."""
        with open(self.path, "r+b") as f:
            f.write(struct.pack("=q", offset))
