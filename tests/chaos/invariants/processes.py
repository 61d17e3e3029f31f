"""Every program that should run runs, nothing is left of what does not, and nothing that the daemon does not know."""
import os
import pathlib
import signal
import time

from harness import descendants, wait

from ..world import LIMIT


def wait_running(world):
    """All steady programs, when nothing has been wrong for a while, and each of the others now and then. What was stopped by
    request is started by request."""
    end = time.monotonic() + LIMIT
    steady = {program.name for program in world.chosen if program.steady}
    others = {program.name for program in world.chosen} - steady
    asked = sorted(world.asked_to_stop)
    world.asked_to_stop.clear()
    while True:
        world.check_alive()
        infos = {info["name"]: info for info in world.requests.call("getAllProcessInfo") or ()}
        states = {name: infos.get(name, {}).get("statename", "missing") for name in steady | others}
        others = {name for name in others if states[name] != "RUNNING"}
        left = {name: states[name] for name in steady | others if states[name] != "RUNNING"}
        if not left:
            return
        for name in asked:
            if infos.get(name, {}).get("statename") in ("STOPPED", "FATAL"):
                world.requests.call("startProcess", infos[name]["group"] + ":" + name, False)
        if time.monotonic() > end:
            world.find("running", "after %gs without faults: %s" % (LIMIT, ", ".join(
                "%s is %s (%s)" % (name, state, infos.get(name, {}).get("description")) for name, state in sorted(left.items()))))
            return
        time.sleep(0.05)


def check_children(world):
    """No zombie, no child that the daemon does not know. Both may be there for a moment."""
    seen = {}

    def fine():
        known = {info["pid"] for info in world.requests.call("getAllProcessInfo") or ()}
        seen["children"] = [(pid, descendants.stat_of(pid)) for pid in descendants.children_of(world.pid)]
        seen["zombies"] = [pid for pid, stat in seen["children"] if stat and stat[0] == "Z"]
        seen["unknown"] = [pid for pid, stat in seen["children"] if stat and stat[0] != "Z" and pid not in known]
        return not seen["zombies"] and not seen["unknown"]
    try:
        wait.until(fine, "", 20, pause=0.05)
    except wait.Failed:
        world.find("processes", "zombies %s, children that the daemon does not know %s" % (
            seen["zombies"], [(pid, _words(pid)) for pid in seen["unknown"]]))


def check_orphans(world):
    """Who has lost its parent has said why it may, or ends soon."""
    left = set(world.adopted())

    def none_left():
        world.reap()
        left.intersection_update(pid for pid in world.adopted() if not (world.dir / "escaped" / str(pid)).exists())
        return not left
    try:
        wait.until(none_left, "", 20, pause=0.05)
    except wait.Failed:
        world.find("processes", "orphans that no configuration allows: %s" % [(pid, _words(pid)) for pid in sorted(left)])


def end_escaped(world):
    for entry in (world.dir / "escaped").iterdir():
        if int(entry.name) in world.adopted():
            os.kill(int(entry.name), signal.SIGKILL)
    world.reap()


def _words(pid):
    try:
        return pathlib.Path("/proc/%d/cmdline" % pid).read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return "gone"
