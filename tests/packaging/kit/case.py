"""The object a test of the packages is given."""
import shutil

from cluster.lab import Lab
from harness import wait
from harness.case import Case
from harness.wait import Failed
from story.host import HostView

from . import machine, roots


class PackagingCase:
    equal, true, match, absent, in_order, skip = (
        Case.equal, Case.true, Case.match, Case.absent, Case.in_order, Case.skip)

    def __init__(self, packages, scratch, further, release):
        self.packages = packages
        self.dir = scratch
        self._further = further
        self.release = release
        self._labs = []
        self._machines = []

    def host(self):
        """A host of its own that has booted, of the release that the test is run for, with what the packages need and
        the test's further ones; the .deb files are in /packages."""
        lab = Lab("p%s" % self.dir.name.replace(".", "").replace("_", ""))
        self._labs.append(lab)
        lab.up(1, owned=True, packages=(*self.packages.dependencies(self.release), *self._further), release=self.release)
        host = PackagedHost(lab, self.packages)
        host.renew()
        return host

    def machine(self, suite):
        """A machine without systemd, over the root of that release; see machine.Machine."""
        return self.machine_over(roots.ensure(suite))

    def machine_over(self, root):
        """The same, over a folder that has a system in it and stays as it is."""
        made = machine.Machine(self.dir / ("machine%d" % len(self._machines)), root)
        self._machines.append(made)
        return made

    def wait(self, condition, what, limit=60):
        return wait.until(condition, what, limit, pause=0.05)

    def end(self):
        for made in self._machines:
            made.remove()
        for lab in self._labs:
            lab.down()


class PackagedHost(HostView):
    def __init__(self, lab, packages):
        super().__init__(lab, "en1")
        self._files = (packages.deb, packages.hadeploy)
        self.packages = None

    def renew(self):
        """A new disk, booted."""
        self.lab.reset(size="3g")
        self.packages = self.lab.keeper.path(self.host.folder / "root/packages")
        self.packages.mkdir()
        self.copy(*self._files)

    def copy(self, *files):
        """To its folder /packages."""
        for file in files:
            shutil.copy(file, self.packages)

    def install(self, *packages):
        """As apt does it, with nobody to answer a question; returns what was said. A question fails."""
        names = " ".join("./" + package.name for package in packages)
        for package in packages:
            if not (self.packages / package.name).exists():
                shutil.copy(package, self.packages)
        said = self.run("cd /packages && DEBIAN_FRONTEND=noninteractive apt-get install --yes %s 2>&1 </dev/null"
                        % names)
        if "Configuration file" in said:
            raise Failed("a question was asked:\n" + said)
        return said

    def apt(self, words):
        return self.run("DEBIAN_FRONTEND=noninteractive apt-get %s --yes 2>&1 </dev/null" % words)

    def pid(self, program):
        """Of a program that runs, else 0."""
        number = self.run("supervisorctl pid %s 2>&1" % program, code=None).strip()
        return int(number) if number.isdigit() else 0

    def state(self, program):
        words = self.run("supervisorctl status %s" % program, code=None).split()
        return words[1] if len(words) > 1 else ""

    def wait_running(self, *programs):
        for program in programs:
            wait.until(lambda program=program: self.state(program) == "RUNNING", lambda program=program:
                       "%s to run: %s" % (program, self.run("supervisorctl status; systemctl status supervisord 2>&1",
                                                            code=None)), pause=0.1)

    def enabled(self, unit):
        return self.run("systemctl is-enabled %s 2>&1" % unit, code=None).strip()
