"""The object a test of a deployment is given."""
import pathlib
import shutil

from cluster import system
from harness import wait
from harness.case import Case
from harness.wait import Failed

from .deployer import Deployer
from .host import HostView

SEED = pathlib.Path(__file__).resolve().parents[1] / "seed"
HOSTS = ("en1", "en2")


class Story:
    # The expectations of the tests of one daemon.
    equal, true, match, absent, in_order, skip = (
        Case.equal, Case.true, Case.match, Case.absent, Case.in_order, Case.skip)

    def __init__(self, lab, scratch, folder):
        self.lab = lab
        self.dir = scratch
        self.folder = folder
        self.deployer = Deployer(lab, scratch)

    # -- the deployer's side -----------------------------------------------------------------------------------------

    def lay_out(self, seeds=()):
        """Copies these folders of seed/ and then the test's own files, each over what came before; and the keys."""
        for source in (*(SEED / seed for seed in seeds), self.folder):
            self._copy(source)
        self.lab.copy_keys(self.dir / "keys")

    def change_to(self, seed):
        """The description as that folder of seed/ has it; files it does not have stay."""
        self._copy(SEED / seed)

    def _copy(self, source):
        shutil.copytree(source, self.dir, dirs_exist_ok=True, ignore=shutil.ignore_patterns("test.py", "__pycache__"))

    def write(self, name, text):
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def edit(self, name, old, new):
        """Replaces `old`, which must be there once."""
        text = (self.dir / name).read_text()
        self.equal(text.count(old), 1, "how often %s has %r" % (name, old))
        (self.dir / name).write_text(text.replace(old, new))

    def hadeploy(self, *words, code=0, as_root=True, limit=120):
        """Runs it; a single string is split at blanks. `code` is the status it must end with, None for any."""
        done = self.deployer.run(*_split(words), as_root=as_root, limit=limit)
        if code is not None and done.code != code:
            raise Failed("hadeploy ended with %s, expected %d\n%s" % (done.code, code, done.everything()))
        return done

    def start_hadeploy(self, *words):
        return self.deployer.start(*_split(words))

    def deploy(self, source="app.yml", **options):
        return self.hadeploy("--src %s --action deploy" % source, **options)

    def curl(self, *words):
        """Status line's number and body of an HTTP request made beside the deployer."""
        out = system.run(self.lab.keeper.words("curl", "--silent", "--show-error", "--max-time", "20", "--write-out",
                                               "\n%{http_code}", *words))
        body, _, number = out.rpartition("\n")
        return int(number), body

    # -- the hosts ---------------------------------------------------------------------------------------------------

    def host(self, name):
        return HostView(self.lab, name)

    @property
    def hosts(self):
        return [self.host(name) for name in HOSTS]

    def cut(self, name):
        self.lab.host(name).cut()

    def heal(self, name):
        self.lab.host(name).heal()

    def wait(self, condition, what, limit=60):
        return wait.until(condition, what, limit, pause=0.05)

    # -- what a run said ---------------------------------------------------------------------------------------------

    def recap(self, run, ok, changed, hosts=HOSTS):
        """Every host has these numbers, and nothing failed."""
        expected = {name: "ok=%d changed=%d unreachable=0 failed=0" % (ok, changed) for name in hosts}
        seen = {name: repr(numbers) for name, numbers in run.recap.items()}
        if seen != expected:
            raise Failed("recap: expected %s\n  got %s\n%s" % (expected, seen, run.everything()))

    def done_again(self, source="app.yml"):
        """A second deployment finds everything as described."""
        self.unchanged(self.deploy(source))

    def unchanged(self, run, hosts=HOSTS):
        """Nothing was done anywhere, and nothing failed."""
        seen = {name: (numbers.changed, numbers.unreachable, numbers.failed) for name, numbers in run.recap.items()}
        if seen != {name: (0, 0, 0) for name in hosts}:
            raise Failed("expected no change: %r\n%s" % (seen, run.everything()))

    def said(self, run, kind, name, word):
        """Every host has exactly this to say about that task."""
        task = run.task(name, kind)
        for host in HOSTS:
            self.equal(task.words(host), [word], "%s [%s] on %s in\n%s" % (kind, name, host, run.everything()))


def _split(words):
    return words[0].split() if len(words) == 1 else words
