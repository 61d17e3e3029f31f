"""A machine without systemd: a root that is thrown away, and one program as its first process. Containers are that."""
import pathlib
import shutil
import signal
import subprocess

from cluster import system
from harness import wait

MOUNT = """
mkdir -p "$2"
mount -t tmpfs -o size=2g,mode=755 tmpfs "$2"
mkdir "$2/up" "$2/work" "$2/root"
mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/up,workdir=$2/work" "$2/root"
"""


# Its /tmp is part of its disk, as in a container.
ENVIRONMENT = {**system.ENVIRONMENT, "SYSTEMD_NSPAWN_TMPFS_TMP": "0"}


class Machine:
    def __init__(self, folder, base):
        self.folder = folder
        self.root = folder / "root"
        self.output_path = folder.with_name(folder.name + ".output")
        self.process = None
        system.run(["sh", "-euc", MOUNT, "sh", base, folder], "mounting the disk of a machine")

    def remove(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        system.call(["umount", "--recursive", self.root])
        system.call(["umount", self.folder])

    def path(self, name):
        return self.root / name.lstrip("/")

    def write(self, name, text):
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text)

    def prepare(self, script, limit=120):
        """Runs a shell script in the root before it starts, with the network of this machine."""
        shutil.copy("/etc/resolv.conf", self.path("/etc/resolv.conf"))
        return system.run(["env", "DEBIAN_FRONTEND=noninteractive", "chroot", self.root, "/bin/sh", "-ec", script],
                          limit=limit)

    # -- its life --------------------------------------------------------------------------------------------------

    def start(self, *words):
        """These words become its first process, with a network of its own; what it prints goes to a file. Options of
        systemd-nspawn may stand before them."""
        with open(self.output_path, "wb") as out:
            self.process = subprocess.Popen(
                ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--directory=%s" % self.root,
                 "--console=pipe", "--resolv-conf=off", "--timezone=off", "--link-journal=no", "--private-network",
                 *map(str, words)], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                env=ENVIRONMENT, preexec_fn=system.die_with_parent)
        wait.until(self.first, lambda: "the machine to start:\n" + self.output())

    def first(self):
        """The process that is the first one inside, seen from here."""
        found = system.children(self.process.pid)
        return found[0] if found else None

    def output(self):
        return self.output_path.read_text(errors="replace")

    def signal(self, name):
        system.kill(self.first(), getattr(signal, "SIG" + name))

    def wait_end(self, limit=60):
        """Its exit status, which is that of the first process."""
        return self.process.wait(timeout=limit * wait.PATIENCE)

    def call(self, *words):
        """Runs words inside, as `docker exec` does."""
        return system.call(["nsenter", "--target", self.first(), "--mount", "--uts", "--ipc", "--net", "--pid", "--root",
                            "--wd", *words])

    def zombies(self):
        """Processes inside that have ended and that nobody has waited for."""
        inside = []
        for pid in _descendants(self.first()):
            try:
                fields = pathlib.Path("/proc/%d/stat" % pid).read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if fields[0] == "Z":
                inside.append(pid)
        return inside


def _descendants(pid):
    found = []
    for child in system.children(pid):
        found += [child, *_descendants(child)]
    return found
