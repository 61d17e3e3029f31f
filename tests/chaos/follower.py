"""Somebody who follows /api/live all the time, and comes back when it ends: what has been told adds up to what is."""
import threading

from harness import live, wait


class Follower:
    def __init__(self, world):
        self.world = world
        self.states = {}
        self.snapshots = 0
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="follower")

    def start(self):
        self._thread.start()

    def stop(self):
        self._ending.set()
        self._thread.join()

    def _go_on(self):
        while not self._ending.is_set():
            try:
                stream = live.Follower(self.world.case.socket_path)
            except (OSError, ValueError):
                self._ending.wait(0.1)  # not there, or no room: others ask whether that may be
                continue
            try:
                while not self._ending.is_set() and not stream.ended:
                    stream.read(0.1)
                    for name, data in stream.events:
                        self._told(name, data)
                    stream.events.clear()
            except OSError:
                pass
            finally:
                stream.close()

    def _told(self, event, data):
        if event == "snapshot":
            self.snapshots += 1
            self.states = {(p["group"], p["name"]): p["statename"] for p in data["processes"]}
        elif event == "process":
            self.states[data["group"], data["name"]] = data["statename"]
        elif event == "group":
            self.states = {key: state for key, state in self.states.items() if key[0] != data["group"]}
            self.states.update({(data["group"], p["name"]): p["statename"] for p in data["processes"]})

    def check(self):
        """Programs that come and go by themselves are left out."""
        steady = {program.name for program in self.world.chosen if program.steady}
        seen = {}

        def same():
            seen["is"] = {(info["group"], info["name"]): info["statename"]
                          for info in self.world.requests.call("getAllProcessInfo") or () if info["name"] in steady}
            seen["told"] = {key: state for key, state in dict(self.states).items() if key[1] in steady}
            return seen["is"] == seen["told"]
        try:
            wait.until(same, "", 20, pause=0.05)
        except wait.Failed:
            self.world.find("follower", "/api/live told %s, but it is %s" % (
                sorted(set(seen["told"].items()) - set(seen["is"].items())), sorted(set(seen["is"].items()) - set(seen["told"].items()))))
