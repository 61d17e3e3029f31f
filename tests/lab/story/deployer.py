"""The deployer, run where it can reach the hosts of a lab and nothing else."""
import os
import pathlib
import signal
import subprocess

from cluster import system
from harness import wait
from harness.programs import ROOT
from harness.wait import Failed

from .output import Run

SOMEBODY = 64999  # the account `deployer` of the lab


def program():
    """$HADEPLOY, by default that of the dev build."""
    return pathlib.Path(os.environ.get("HADEPLOY", ROOT / "build/dev/bin/hadeploy")).absolute()


class Deployer:
    """`folder`: where it is started."""

    def __init__(self, lab, folder):
        self.lab = lab
        self.folder = folder

    def _words(self, words, as_root):
        become = [] if as_root else ["setpriv", "--reuid=%d" % SOMEBODY, "--regid=%d" % SOMEBODY, "--clear-groups"]
        # Entering a mount namespace loses the folder.
        return self.lab.keeper.words("env", "-C", self.folder, *become, self._installed(), *words)

    def _installed(self):
        """The program where everybody may look: the checkout it was built in may be closed to `deployer`."""
        prefix, name = program().parent.parent, program().relative_to(program().parent.parent)
        return self.lab.show(prefix, "installation") / name

    def _environment(self, as_root):
        environment = {**system.ENVIRONMENT, "HOME": str(self.lab.home / ("root" if as_root else "deployer")),
                       "TZ": "UTC"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        return environment

    def start(self, *words, as_root=True):
        return Running(self, list(map(str, words)), as_root)

    def run(self, *words, as_root=True, limit=120):
        return self.start(*words, as_root=as_root).wait(limit)


class Running:
    def __init__(self, deployer, words, as_root):
        self.words = ["hadeploy", *words]
        count = len(list(deployer.folder.glob("run.*.out")))
        self._out, self._err = (deployer.folder / ("run.%d.%s" % (count, kind)) for kind in ("out", "err"))
        with open(self._out, "wb") as out, open(self._err, "wb") as err:
            self.process = subprocess.Popen(
                deployer._words(words, as_root), env=deployer._environment(as_root),
                stdin=subprocess.DEVNULL, stdout=out, stderr=err)

    def out(self):
        return self._out.read_text(errors="replace")

    def err(self):
        return self._err.read_text(errors="replace")

    def ended(self):
        return self.process.poll() is not None

    def wait(self, limit=120):
        try:
            code = self.process.wait(limit * wait.PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failed("%s did not end within %gs\n%s%s" % (
                " ".join(self.words), limit * wait.PATIENCE, self.out(), self.err())) from None
        return Run(self.words, code, self.out(), self.err())

    def kill(self, number=signal.SIGKILL):
        """The deployer itself: nsenter waits for it, outside of the lab's PID namespace."""
        for pid in system.children(self.process.pid):
            system.kill(pid, number)
        self.process.wait(30)
