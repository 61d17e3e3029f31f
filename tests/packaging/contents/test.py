"""What the packages say of themselves, and lintian of them."""
import os
import pathlib
import re
import shutil
import tarfile

from harness.case import Skipped
from harness.wait import Failed
from kit import roots as systems
from kit.built import output

limit = 300

SOURCES = pathlib.Path(__file__).resolve().parents[3]
#: What both packages may need of every release they are for.
UNDER_ONE_NAME = {"libc6", "libgcc-s1", "libstdc++6", "libcrypt1", "libssl3", "libssl3t64"}


def test(t):
    packages = t.packages
    dependencies(t, packages)
    files(t, packages)
    lintian(t, packages)


def names(text):
    return {clause.split()[0] for clause in re.split("[,|] *", text) if clause}


def dependencies(t, packages):
    daemon = names(packages.field(packages.deb, "Depends"))
    t.equal(daemon - UNDER_ONE_NAME, set(), "what has another name on another release, or is not needed, of the daemon")
    t.true({"libc6", "libcrypt1", "libssl3"} <= daemon, "of the daemon: %s" % daemon)
    deployer = names(packages.field(packages.hadeploy, "Depends"))
    t.equal(deployer - UNDER_ONE_NAME - {"openssh-client", "libpcre2-8-0"}, set(), "the same of the deployer")
    t.true({"libc6", "openssh-client", "libssl3", "libpcre2-8-0"} <= deployer, "of the deployer: %s" % deployer)
    for field in ("Conflicts", "Replaces", "Provides"):
        t.match("^supervisor( |$)", packages.field(packages.deb, field), field)


def files(t, packages):
    found = output("dpkg-deb", "--contents", packages.deb)
    for line in found.splitlines():
        t.match("^[-dl]r[w-]xr-xr-x root/root|^[-]rw-r--r-- root/root|^lrwxrwxrwx root/root", line, "owner and mode")
    for name in ("./usr/bin/supervisord", "./usr/share/man/man8/supervisord.8.gz", "./etc/supervisor/conf.d/",
                 "./usr/share/doc/supervise/copyright", "./usr/share/doc/supervise/changelog.Debian.gz",
                 "./usr/share/bash-completion/completions/supervisorctl"):
        t.true(" %s\n" % name in found, name)
    (t.dir / "deb").mkdir()
    output("dpkg-deb", "--extract", packages.deb, t.dir / "deb")
    changelog = output("gzip", "-dc", t.dir / "deb/usr/share/doc/supervise/changelog.Debian.gz")
    t.match(r"\Asupervise \(%s\) " % re.escape(packages.field(packages.deb, "Version")), changelog,
            "packaging/debian/changelog begins with this version")
    needed = output(SOURCES / "packaging/oldest_glibc", t.dir / "deb").strip()
    t.true(systems.version(packages.needed_glibc()) >= systems.version(needed), "it is for glibc %s: its files need %s" % (
        packages.needed_glibc(), needed))
    t.true((t.dir / "deb/usr/share/doc/supervise/third-party/libstdc++6.gz").exists(), "licences of others")
    with tarfile.open(packages.tree) as tree:
        tops = {name.split("/")[0] for name in tree.getnames()}
        t.equal(len(tops), 1, "top folders of the tree")
        top = tops.pop()
        for name in ("bin/supervisord", "bin/hadeploy", "lib/supervise/MANIFEST", "libexec/supervise/hadeploy-agent",
                     "share/man/man8/supervisord.8", "share/doc/supervise/third-party/libssl3.gz"):
            t.true("%s/%s" % (top, name) in tree.getnames(), name)
        unit = tree.extractfile(top + "/lib/systemd/system/supervisord.service").read().decode()
        t.match("^ExecStart=/opt/supervise/bin/supervisord -n", unit, "the place the tree's unit is for")


def lintian(t, packages):
    if shutil.which("lintian") is None:
        reason = "lintian is not installed; `scripts/deps ci` installs it"
        raise Failed(reason) if os.environ.get("SUPERVISE_PACKAGING_REQUIRED") == "1" else Skipped(reason)
    # Those made for tests are not compressed, and what hadeploy sends has the symbols of a development build.
    but = "" if packages.for_release else "uses-no-compression-for-data-tarball,unstripped-binary-or-object"
    said = output("lintian", "--allow-root", "--fail-on", "none", "--suppress-tags", but, packages.deb, packages.hadeploy)
    t.equal([line for line in said.splitlines() if line.startswith("E:")], [], "errors")
    t.equal([line for line in said.splitlines() if line.startswith("W:")], [], "warnings")
