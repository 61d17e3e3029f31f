"""However a lab ends, nothing of it runs on, and the next one of its name comes up."""
import os
import pathlib
import signal
import subprocess
import sys

from cluster import cgroups, places, system
from cluster.lab import Lab

deployer = False
fresh = False

HERE = pathlib.Path(__file__).resolve().parents[2]
OWNER = """
import sys, time
sys.path.insert(0, %r)
from cluster.lab import Lab
Lab(sys.argv[1]).up(1, owned=True)
print("up", flush=True)
time.sleep(1000)
""" % str(HERE)


def processes_of(keeper):
    """All in its PID namespace."""
    wanted = os.readlink("/proc/%d/ns/pid_for_children" % keeper)
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/ns/pid_for_children"):
        try:
            if os.readlink(path) == wanted:
                found.append(int(path.parts[2]))
        except OSError:
            pass
    return found


def test(t):
    name = t.lab.name + "-short"
    owner = subprocess.Popen([sys.executable, "-c", OWNER, name], stdout=subprocess.PIPE)
    t.equal(owner.stdout.readline(), b"up\n", "the lab is up")
    lab = Lab(name)
    keeper = lab.keeper.pid()
    t.true(len(processes_of(keeper)) >= 2, "the keeper and a host's launcher")
    leader = lab.host("en1").leader()
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    t.wait(lambda: system.start_time(keeper) is None and system.start_time(leader) is None, "everything to end")
    t.true(not any(name in line for line in pathlib.Path("/proc/mounts").read_text().splitlines()), "no mounts here")

    # The next lab removes what that one could not, whatever its own name is.
    other = Lab(name + "-next")
    other.up(1, owned=True, swarm=True)
    t.equal([path for path in (lab.folder, *cgroups.of(name)) if path.exists()], [], "what is left of the first")
    other.down()
    lab.up(1, owned=True)
    t.equal(lab.host("en1").call("systemctl is-active ssh").out, "active\n", "the next one of that name")
    lab.down()
    t.true(not (places.labs() / name).exists(), "no folder is left")
    t.equal([top for top in cgroups.of(name) if top.exists()], [], "no control groups are left")
