"""The system every host is made of: Debian's smallest with systemd, sshd and sudo, without Python and compilers.

It is made once with debootstrap (half a minute and a network) and kept in the cache under a name that tells its recipe
apart; hosts see it through overlays and never change it.
"""
import contextlib
import fcntl
import hashlib
import pathlib
import shutil
import subprocess

from . import places, system

PACKAGES = ("systemd", "systemd-sysv", "dbus", "openssh-server", "iproute2", "procps", "sudo", "curl")

# On a tmpfs, where dpkg's many syncs cost nothing. Host keys and the machine's identity belong to a host; what wakes up
# by itself would change hosts while a test looks at them.
BUILD = """
suite=$1 packages=$2 mirror=$3 work=$4 target=$5
mount -t tmpfs -o size=3g,mode=755 tmpfs "$work"
debootstrap --variant=minbase --include="$packages" "$suite" "$work/root" $mirror
root=$work/root
rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/var/log/* "$root"/usr/share/doc/* \
    "$root"/usr/share/man/* "$root"/usr/share/locale/*
rm -f "$root"/etc/ssh/ssh_host_* "$root"/etc/hostname "$root"/etc/resolv.conf
: >"$root/etc/machine-id"
rm -f "$root/var/lib/dbus/machine-id"
chroot "$root" systemctl mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
    e2scrub_reap.service systemd-tmpfiles-clean.timer systemd-networkd-wait-online.service
cp -a "$root" "$target.partial"
mv "$target.partial" "$target"
"""


def suite():
    """The machine's own release: programs built here must find their libc there."""
    words = dict(line.split("=", 1) for line in pathlib.Path("/etc/os-release").read_text().splitlines() if "=" in line)
    return words.get("VERSION_CODENAME", "bookworm").strip('"')


def _beside(target, suffix):
    return target.with_name(target.name + suffix)


@contextlib.contextmanager
def _alone(target):
    """Others may make other folders meanwhile, and start labs."""
    places.CACHE.mkdir(parents=True, exist_ok=True)
    with open(_beside(target, ".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ensure(further=(), release=None, mirror=""):
    """The base system's folder; made now when it is not there. `further`: packages that it has besides; `release`: of
    Debian, without it the machine's own."""
    release = release or suite()
    return made("base-" + release, BUILD, release, ",".join((*PACKAGES, *further)), mirror)


def made(name, recipe, *words):
    """The folder in the cache that a shell script makes of these words, which are its first arguments, followed by a
    place to work in and the folder to be. It is run only when no folder was made by the same script and words yet."""
    digest = hashlib.sha256("\0".join((*words, recipe)).encode()).hexdigest()[:10]
    target = places.CACHE / ("%s-%s" % (name, digest))
    if target.exists():
        return target
    with _alone(target):
        if not target.exists():
            _make(recipe, words, target)
    return target


def _make(recipe, words, target):
    work = _beside(target, ".work")
    for left in (work, _beside(target, ".partial")):
        shutil.rmtree(left, ignore_errors=True)
    work.mkdir()
    log = _beside(target, ".log")
    # Namespaces of its own: however this ends, mounts and processes end with it.
    command = ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--propagation", "private", "--pid", "--fork",
               "--kill-child", "--mount-proc", "sh", "-euc", recipe, "sh", *words, str(work), str(target)]
    with open(log, "w") as out:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                              env=system.ENVIRONMENT)
    work.rmdir()
    if done.returncode != 0:
        raise system.Failed("%s could not be made, the end of %s:\n%s" % (
            target.name, log, "\n".join(log.read_text(errors="replace").splitlines()[-15:])))
