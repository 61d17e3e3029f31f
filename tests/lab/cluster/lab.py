"""A lab: hosts en1, en2 ... and the place a deployer would sit at, under one name."""
import contextlib
import fcntl
import os
import pathlib
import shutil

from . import base, cgroups, network, places, system
from .host import DISK, WATCHES, Host, Swarm
from .keeper import Keeper

TOOLS = ("debootstrap", "systemd-nspawn", "ip", "ssh", "ssh-keygen", "nsenter", "unshare")


def why_not(tools=TOOLS, groups="lab"):
    """Why no lab can be made on this machine, or None. `groups`: those of scripts/deps that have the tools."""
    if os.geteuid() != 0:
        return "namespaces and mounts need root"
    missing = [tool for tool in tools if shutil.which(tool) is None]
    return "missing here: %s; `scripts/deps %s` installs it" % (", ".join(missing), groups) if missing else None


# The deployer's own /etc, over the machine's: names, host keys, and accounts whose home, and with it ~/.ssh, is the
# lab's. `deployer` is somebody who is not root.
OWN_ETC = """
disks=$1 home=$2
mkdir -p "$disks"
mount -t tmpfs -o mode=755 tmpfs "$disks"
mkdir -p "$disks/etc/up" "$disks/etc/work" "$home/root" "$home/deployer"
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$disks/etc/up,workdir=$disks/etc/work" /etc
sed "s|^\\(root:x:0:0:[^:]*:\\)[^:]*|\\1$home/root|; /^deployer:/d" "/etc/passwd" >/etc/passwd.new
echo "deployer:x:64999:64999::$home/deployer:/bin/sh" >>/etc/passwd.new
{ sed '/^deployer:/d' /etc/group; echo "deployer:x:64999:"; } >/etc/group.new
mv /etc/passwd.new /etc/passwd
mv /etc/group.new /etc/group
chown 64999:64999 "$home/deployer"
"""


# Another place of a folder, whose own way may be closed to some.
SHOW = """
mkdir -p "$2"
mountpoint -q "$2" || mount --bind "$1" "$2"
"""


class Lab:
    def __init__(self, name):
        if not name or not name.replace("-", "").isalnum() or len(name) > 40:
            raise system.Failed("'%s' is no name for a lab: letters, digits and -, 40 at most" % name)
        self.name = name
        self.folder = places.labs() / name
        self.disks = self.folder / "disks"
        self.keys = self.folder / "keys"
        self.home = self.disks / "home"
        self.keeper = Keeper(self.folder)
        self.base = None

    # -- as a whole ------------------------------------------------------------------------------------------------

    def up(self, count=2, swarm=False, owned=False, packages=(), release=None):
        """Boots the hosts en1 .. en<count> that do not run yet, and waits until all answer. `owned`: the lab ends with
        this process; `packages`: what its hosts have besides the usual; `release`: the Debian that they are, without it
        this machine's."""
        if not 1 <= count <= places.MOST_HOSTS:
            raise system.Failed("a lab has 1 to %d hosts" % places.MOST_HOSTS)
        if why_not():
            raise system.Failed(why_not())
        if not swarm:
            _check_watches(count)
        self.base = base.ensure(packages, release)
        with self._alone():
            _sweep()
            if self.keeper.pid() is None:
                self._begin(owned)
                (self.folder / "base").symlink_to(self.base)
            self.base = (self.folder / "base").resolve()
            kind = Swarm if swarm else Host
            new = [h for h in (kind(self, n) for n in range(1, count + 1)) if not (self.folder / h.name).exists()]
            for fresh in new:
                self.host_key(fresh.name)
                (self.folder / fresh.name).write_text(kind.__name__)
                fresh.connect()
                fresh.make_disk()
                fresh.start()
            for each in self.hosts():
                each.wait_ready()
            self.write_known_hosts()

    def _begin(self, owned):
        self.forget()
        self.keys.mkdir(parents=True)
        self.keys.chmod(0o700)
        for key in ("root_id", "tsup_id"):
            _make_key(self.keys / key)
        self.keeper.start(owned)
        self.keeper.sh(OWN_ETC, self.disks, self.home, what="the deployer's own /etc")
        self.keeper.path("/etc/hosts").write_text(self.hosts_text())
        self.keeper.sh(network.bridge(), what="the deployer's network")

    def down(self):
        with self._alone():
            self.forget()

    def forget(self):
        """Ends what runs and removes what is left, also of a lab whose end nobody saw."""
        self.keeper.stop()
        cgroups.remove(self.name)
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextlib.contextmanager
    def _alone(self):
        places.labs().mkdir(parents=True, exist_ok=True)
        with open(places.CACHE / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    # -- hosts -----------------------------------------------------------------------------------------------------

    def hosts(self):
        """Those that were made, in their order."""
        kinds = {"Host": Host, "Swarm": Swarm}
        found = []
        for number in range(1, places.MOST_HOSTS + 1):
            try:
                kind = kinds[(self.folder / ("en%d" % number)).read_text()]
            except FileNotFoundError:
                continue
            found.append(kind(self, number))
        return found

    def host(self, name):
        self.keeper.running()
        for found in self.hosts():
            if found.name == name:
                return found
        raise system.Failed("lab %s has no host '%s'" % (self.name, name))

    def reset(self, names=(), size=DISK):
        """The hosts as they were after `up`: switched off, a new disk, booted; under a second."""
        self.base = (self.folder / "base").resolve()
        chosen = [self.host(name) for name in names] if names else self.hosts()
        for each in chosen:
            each.power_off()
            each.drop_disk()
            each.heal()
            each.make_disk(size)
            each.start()
        for each in chosen:
            each.wait_ready()

    # -- names and keys --------------------------------------------------------------------------------------------

    def hosts_text(self):
        return network.names([("en%d" % n, places.address(n)) for n in range(1, places.MOST_HOSTS + 1)])

    def host_key(self, name):
        """The host's private key; it stays the same when the host gets a new disk."""
        key = self.keys / "hosts" / name
        if not key.exists():
            key.parent.mkdir(exist_ok=True)
            _make_key(key)
        return key

    def known_hosts(self):
        """The lines ssh knows the hosts by."""
        lines = []
        for each in self.hosts():
            kind, key = self.host_key(each.name).with_suffix(".pub").read_text().split()[:2]
            lines.append("%s,%s,%s %s %s\n" % (each.full_name, each.name, each.address, kind, key))
        return "".join(lines)

    def write_known_hosts(self, text=None):
        """What the deployer's ssh knows; by default the truth."""
        folder = self.keeper.path("/etc/ssh")
        folder.mkdir(exist_ok=True)
        (folder / "ssh_known_hosts").write_text(self.known_hosts() if text is None else text)

    def environment(self):
        """What the caller has, with the home of the lab's deployer."""
        return {**os.environ, "HOME": str(self.home / "root")}

    def copy_keys(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for key in ("root_id", "root_id.pub", "tsup_id", "tsup_id.pub"):
            shutil.copy(self.keys / key, folder / key)

    def show(self, folder, name):
        """Where every account of the deployer's machine finds `folder`; the first one of that name stays."""
        place = self.disks / name
        self.keeper.sh(SHOW, folder, place, what="showing %s" % folder)
        return place

    def ssh(self, host_name, *words):
        """The words of a login as root, as the deployer would make it."""
        return self.keeper.words("ssh", "-i", self.keys / "root_id", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10",
                                 "root@" + self.host(host_name).full_name, *words)


def _sweep():
    """Removes what labs left whose end nobody saw. With the lock held, so that none is just beginning."""
    for each in everywhere():
        if each.keeper.pid() is None:
            each.forget()


def everywhere():
    """The labs there are, dead ones included."""
    return [Lab(path.name) for path in sorted(places.labs().glob("*/"))]


def _check_watches(count):
    setting = "fs.inotify.max_user_instances"
    allowed = int(pathlib.Path("/proc/sys", *setting.split(".")).read_text())
    if count * WATCHES > allowed:
        raise system.Failed("%d booted hosts need %d inotify instances, the kernel gives %d: `sysctl %s=%d`, or --swarm"
                            % (count, count * WATCHES, allowed, setting, count * WATCHES))


def _make_key(path):
    system.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", path.name, "-f", path])
