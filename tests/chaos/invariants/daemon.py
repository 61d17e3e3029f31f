"""The daemon itself: what it must never print, and that it sleeps when there is little to do."""
import os
import pathlib
import re
import time

#: Sanitizers, the C++ library, and the C library on its way out.
_FATAL = re.compile(r"^.*(?:AddressSanitizer|LeakSanitizer|ThreadSanitizer|runtime error:|terminate called|Assertion .* failed|"
                    r"double free|corrupted|stack smashing).*$", re.M)
#: Of a processor, while the programs write a little. One that goes round and round takes all it gets.
BUSY = 0.6


def check_last_words(world):
    for line in _FATAL.findall((world.dir / "stderr").read_text(errors="replace")):
        world.find("daemon", line)


def check_sleeps(world):
    """The calmest of some looks."""
    used = []
    for _ in range(10):
        before, begun = _seconds(world.pid), time.monotonic()
        time.sleep(0.5)
        used.append((_seconds(world.pid) - before) / (time.monotonic() - begun))
        if used[-1] < BUSY:
            return
    world.find("daemon", "it uses %.0f %% of a processor although there is little to do" % (100 * min(used)))


def _seconds(pid):
    fields = pathlib.Path("/proc/%d/stat" % pid).read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
