"""A control group for every host. Without one of its own a host's systemd would manage, and kill, what it shares with
the next host."""
import pathlib

from . import system


def _hierarchies():
    """Where systemd keeps its groups: version 2, or the named hierarchy of version 1, or both."""
    found = []
    for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines():
        before, after = line.split(" - ", 1)
        kind, _, options = after.split(" ")[:3]
        if kind == "cgroup2" or (kind == "cgroup" and "name=systemd" in options):
            found.append(pathlib.Path(before.split()[4]))
    return found


def of(lab):
    return [top / ("supervise-lab." + lab) for top in _hierarchies()]


def make(lab, host):
    """The files a process writes its number to in order to join."""
    groups = [top / host for top in of(lab)]
    for group in groups:
        group.mkdir(parents=True, exist_ok=True)
    return [group / "cgroup.procs" for group in groups]


def remove(lab, host=None):
    """Once their processes have ended, which the kernel may notice a little later."""
    for top in of(lab):
        top = top / host if host else top
        system.until(lambda top=top: _remove_tree(top), "the control group %s to be empty" % top)


def _remove_tree(top):
    try:
        for folder in [*sorted((path for path in top.rglob("*") if path.is_dir()), reverse=True), top]:
            folder.rmdir()
    except FileNotFoundError:
        pass
    except OSError:
        return False
    return True
