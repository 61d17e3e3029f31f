"""The packages under test: those in $SUPERVISE_PACKAGES, or made here from the build that is tested."""
import os
import pathlib
import re
import subprocess

from cluster import base
from harness.wait import Failed

KINDS = {"deb": "supervise_*.deb", "hadeploy": "supervise-hadeploy_*.deb", "tree": "supervise-*-linux-*.tar.gz"}


def output(*words, **options):
    done = subprocess.run(list(map(str, words)), stdin=subprocess.DEVNULL, capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise Failed("%s: status %d\n%s%s" % (" ".join(map(str, words)), done.returncode, done.stdout, done.stderr))
    return done.stdout


class Packages:
    """deb, hadeploy, tree: their files. for_release: made by scripts/package, as users get them."""

    def __init__(self, folder, for_release):
        self.for_release = for_release
        for kind, pattern in KINDS.items():
            found = sorted(folder.glob(pattern))
            if len(found) != 1:
                raise Failed("%s has %d files %s, one is wanted" % (folder, len(found), pattern))
            setattr(self, kind, found[0])

    def field(self, package, name):
        return output("dpkg-deb", "--field", package, name).strip()

    def newer(self, scratch):
        """The package with the daemon once more, as a higher version."""
        root = scratch / "newer"
        output("dpkg-deb", "--raw-extract", self.deb, root)
        control = root / "DEBIAN/control"
        version = self.field(self.deb, "Version")
        control.write_text(control.read_text().replace("Version: %s\n" % version, "Version: %s+newer\n" % version))
        package = scratch / "supervise_newer.deb"
        output("dpkg-deb", "-Znone", "--build", "--root-owner-group", root, package)
        return package

    def needed_glibc(self):
        return re.search(r"libc6 \(>= ([0-9.]+)\)", self.field(self.deb, "Depends")).group(1)

    def dependencies(self, release):
        """The names of packages that the packages need. Of alternatives the one that this machine has; on another release
        the last one, which is the newest."""
        choose = _installed if release == base.suite() else lambda choices: choices[-1]
        names = []
        for package in (self.deb, self.hadeploy):
            for field in ("Depends", "Recommends"):
                for clause in filter(None, self.field(package, field).split(",")):
                    names.append(choose([choice.split()[0] for choice in clause.split("|")]))
        return tuple(dict.fromkeys(names))


def _installed(choices):
    for name in choices:
        shown = subprocess.run(["dpkg-query", "--show", "--showformat=${db:Status-Abbrev}", name], capture_output=True,
                               text=True)
        if shown.stdout.startswith("ii"):
            return name
    return choices[0]


def packages(build, scratch):
    given = os.environ.get("SUPERVISE_PACKAGES")
    if given:
        return Packages(pathlib.Path(given), for_release=True)
    # Not compressed: that is most of the time, and says nothing.
    output("cpack", "--config", build / "CPackConfig.cmake", "-B", scratch, "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=none",
           "-D", "CPACK_STRIP_FILES=ON")
    return Packages(scratch, for_release=False)
