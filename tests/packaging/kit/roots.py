"""Roots of releases other than this machine's, with nothing but what every system has; kept in the lab's cache."""
import pathlib

from cluster import base

KEYRINGS = pathlib.Path("/usr/share/keyrings")
DEBIAN = ("http://deb.debian.org/debian", "debian-archive-keyring.gpg")
UBUNTU = ("http://archive.ubuntu.com/ubuntu", "ubuntu-archive-keyring.gpg")

#: Their glibc, and where they come from.
SUITES = {"bookworm": ("2.36", DEBIAN), "noble": ("2.39", UBUNTU), "trixie": ("2.41", DEBIAN)}

MAKE = """
suite=$1 mirror=$2 keyring=$3 work=$4 target=$5
mount -t tmpfs -o size=2g,mode=755 tmpfs "$work"
debootstrap --variant=minbase --keyring="$keyring" "$suite" "$work/root" "$mirror"
rm -rf "$work"/root/var/cache/apt/* "$work"/root/var/lib/apt/lists/*
cp -a "$work/root" "$target.partial"
mv "$target.partial" "$target"
"""


def why_not(suite):
    """Why it cannot be made here, or None."""
    keyring = KEYRINGS / SUITES[suite][1][1]
    return None if keyring.exists() else "%s is not here, whose keys are those of %s" % (keyring, suite)


def version(text):
    return [int(word) for word in text.split(".")]


def fit(glibc):
    """Those that programs run on which need this glibc."""
    return [suite for suite, (has, _) in SUITES.items() if version(has) >= version(glibc)]


def ensure(suite):
    mirror, keyring = SUITES[suite][1]
    return base.made("root-" + suite, MAKE, suite, mirror, str(KEYRINGS / keyring))
