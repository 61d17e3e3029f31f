"""A host of a lab: an overlay over the base system, its own namespaces, and either a booted systemd with all that
belongs to it, or nothing but an sshd (`Swarm`), which is enough to measure logins to many."""
import shlex
import signal

from . import cgroups, network, places, system

DISK = "1g"
#: Of the kernel's inotify instances, which all hosts of a machine share, a booted host takes about this many.
WATCHES = 8

MOUNT = """
base=$1 folder=$2 size=$3
mkdir -p "$folder"
mount -t tmpfs -o "size=$size,mode=755" tmpfs "$folder"
mkdir "$folder/up" "$folder/work" "$folder/root"
mount -t overlay overlay -o "lowerdir=$base,upperdir=$folder/up,workdir=$folder/work" "$folder/root"
"""

UNMOUNT = """
umount "$1/root" "$1"
rmdir "$1"
"""

# $1 is the host's folder, $2 its name, then the files to join its control group by, `--`, and the program.
START = """
folder=$1
shift
while [ "$1" != -- ]; do
    echo $$ >"$1"
    shift
done
shift
exec setsid "$@" </dev/null >>"$folder/console" 2>&1 &
"""


class Host:
    def __init__(self, lab, number):
        self.lab = lab
        self.number = number
        self.name = "en%d" % number
        self.address = places.address(number)
        self.folder = lab.disks / self.name

    @property
    def full_name(self):
        return "%s.%s" % (self.name, places.DOMAIN)

    # -- its disk --------------------------------------------------------------------------------------------------

    def make_disk(self, size=DISK):
        """A new one, with what tells this host from others: its name, its host key, root's authorized key."""
        self.lab.keeper.sh(MOUNT, self.lab.base, self.folder, size, what="mounting the disk of %s" % self.name)
        root = self.lab.keeper.path(self.folder / "root")
        (root / "etc/hostname").write_text(self.name + "\n")
        (root / "etc/hosts").write_text(self.lab.hosts_text())
        ssh = root / "root/.ssh"
        ssh.mkdir(exist_ok=True)
        ssh.chmod(0o700)
        (ssh / "authorized_keys").write_text((self.lab.keys / "root_id.pub").read_text())
        (ssh / "authorized_keys").chmod(0o600)
        for suffix, mode in (("", 0o600), (".pub", 0o644)):
            key = root / ("etc/ssh/ssh_host_ed25519_key" + suffix)
            key.write_text((self.lab.host_key(self.name).with_name(self.name + suffix)).read_text())
            key.chmod(mode)

    def drop_disk(self):
        self.lab.keeper.sh(UNMOUNT, self.folder, what="unmounting the disk of %s" % self.name)

    def connect(self):
        self.lab.keeper.sh(network.connect(self.name, self.address), what="connecting %s" % self.name)

    def cut(self):
        """Off the network, as a cable that is pulled: connections hang."""
        self.lab.keeper.sh(network.switch(self.name, "down"))

    def heal(self):
        self.lab.keeper.sh(network.switch(self.name, "up"))

    # -- its life --------------------------------------------------------------------------------------------------

    def _program(self):
        return ["systemd-nspawn", "--quiet", "--directory=%s/root" % self.folder, "--boot", "--register=no",
                "--keep-unit", "--machine=" + self._label(), "--hostname=" + self.name, "--resolv-conf=off",
                "--timezone=off", "--link-journal=no", "--network-namespace-path=" + network.namespace(self.name),
                "--console=pipe"]

    def _label(self):
        return "lab-" + self.name

    def start(self):
        """Returns at once; see wait_ready."""
        groups = cgroups.make(self.lab.name, self.name)
        self.lab.keeper.sh(START, self.folder, *groups, "--", *self._program(), what="starting %s" % self.name)

    def wait_ready(self):
        """Until it has booted and sshd listens."""
        system.until(self._is_ready, lambda: "%s to boot; the end of its console:\n%s" % (
            self.name, self.console()[-2000:]))

    def _is_ready(self):
        leader = self.leader()
        if not leader:
            return False
        said = self.call("exec timeout 5 systemctl is-system-running --wait 2>/dev/null")
        return said.out.strip() in ("running", "degraded")

    def console(self):
        try:
            return self.lab.keeper.path(self.folder / "console").read_text(errors="replace")
        except OSError:
            return ""

    def _runner(self):
        """The process outside of the host's namespaces that has its init as child."""
        keeper = self.lab.keeper.pid()
        for pid in system.children(keeper) if keeper else []:
            if any(word.endswith(self._label()) for word in system.command_line(pid)):
                return pid
        return None

    def leader(self):
        """Its init, or None when it does not run."""
        runner = self._runner()
        found = system.children(runner) if runner else []
        return found[0] if found else None

    def power_off(self):
        """As a power cut: nothing is asked, nothing is written."""
        for pid in filter(None, (self.leader(), self._runner())):
            system.kill(pid)
        self._wait_gone()

    def shut_down(self):
        leader = self.leader()
        if leader:
            system.kill(leader, signal.SIGRTMIN + 4)  # systemd(1): poweroff.target
        self._wait_gone()

    def _wait_gone(self):
        system.until(lambda: self._runner() is None, "%s to be off" % self.name, limit=100)
        cgroups.remove(self.lab.name, self.name)

    # -- things done on it ------------------------------------------------------------------------------------------

    def words(self, *words):
        """What runs `words` on the host as root, without its network and sshd: for a look while it is cut off."""
        leader = self.leader()
        if leader is None:
            raise system.Failed("%s does not run" % self.name)
        return ["nsenter", "--target", str(leader), "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd",
                *map(str, words)]

    def call(self, script, user=None, limit=60):
        """Runs a shell script as root or as `user`; never raises for its status."""
        as_user = ["setpriv", "--reuid=" + user, "--regid=" + user, "--init-groups", "--reset-env"] if user else []
        return system.call(self.words(*as_user, "/bin/sh", "-c", script), limit)

    def state(self):
        if self.leader() is None:
            return "off"
        return "up, systemd says %s" % (self.call("systemctl is-system-running").out.strip() or "nothing")


class Swarm(Host):
    """Only an sshd. Dozens of them are up in seconds."""

    def _program(self):
        root = "%s/root" % self.folder
        inside = "mount -t proc proc %(r)s/proc; mount --rbind /dev %(r)s/dev; mount -t tmpfs tmpfs %(r)s/run; " \
                 "mkdir -m 755 %(r)s/run/sshd; hostname %(h)s; exec chroot %(r)s /usr/sbin/sshd -D -e" % {
                     "r": shlex.quote(root), "h": self.name}
        return ["nsenter", "--net=" + network.namespace(self.name), "unshare", "--mount", "--propagation", "private",
                "--uts", "--ipc", "--pid", "--fork", "--kill-child", "sh", "-ec", inside, self._label()]

    def _is_ready(self):
        leader = self.leader()
        return leader and b"0016" in _listening(leader)

    def shut_down(self):
        self.power_off()

    def state(self):
        return "up, sshd only" if self.leader() else "off"


def _listening(pid):
    """Local ports with a listener, as hexadecimal words, in the network namespace of `pid`."""
    try:
        with open("/proc/%d/net/tcp" % pid, "rb") as table:
            rows = [line.split() for line in table.read().splitlines()[1:]]
    except OSError:
        return []
    return [row[1].rsplit(b":", 1)[1] for row in rows if row[3] == b"0A"]
