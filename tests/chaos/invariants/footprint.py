"""Memory and descriptors of the daemon are, when all is calm, what they were at the beginning."""
import os
import pathlib
import re
import time

from harness import wait

#: A heap does not give every page back, and a log of the daemon's own grows by nothing.
SLACK_KB = 16 * 1024


class Footprint:
    def __init__(self, world):
        self.world = world
        # The most of what is seen for a while: programs that come and go hold some only while they run.
        looks = [self.held()]
        until = time.monotonic() + 3 * wait.PATIENCE
        while time.monotonic() < until:
            looks.append(self.held())
            time.sleep(0.02)
        self.most = max(looks, key=lambda held: sum(held.values()))
        self.descriptors = sum(self.most.values())
        self.memory = self.resident()
        self.largest = self.memory

    def held(self):
        """What the daemon has open, by kind."""
        kinds = {}
        folder = "/proc/%d/fd" % self.world.pid
        for name in os.listdir(folder):
            try:
                target = re.sub(r"\d+", "N", os.readlink(os.path.join(folder, name)))
            except OSError:
                continue
            kinds[target] = kinds.get(target, 0) + 1
        return kinds

    def count(self):
        return sum(self.held().values())

    def resident(self):
        status = pathlib.Path("/proc/%d/status" % self.world.pid).read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1))

    def check(self):
        """Programs come and go, and clients are remembered for a while: the smallest of what is seen counts."""
        try:
            wait.until(lambda: self.count() <= self.descriptors, "", 20, pause=0.05)
        except wait.Failed:
            held = self.held()
            more = {kind: count - self.most.get(kind, 0) for kind, count in held.items() if count > self.most.get(kind, 0)}
            self.world.find("footprint", "%d descriptors, at the beginning %d: more of %s" % (sum(held.values()), self.descriptors, more))
        if self.world.programs.keeps_freed_memory:
            return
        self.largest = max(self.largest, self.resident())
        try:
            wait.until(lambda: self.resident() <= self.memory + SLACK_KB, "", 20, pause=0.05)
        except wait.Failed:
            self.world.find("footprint", "%d kB resident, at the beginning %d kB" % (self.resident(), self.memory))
