"""The programs under test: ours, or the packaged Python ones that serve as oracle."""
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Programs:
    """One implementation: a supervisord and the supervisorctl that came with it."""

    def __init__(self, name, supervisord, supervisorctl):
        self.name = name
        # They are started in other folders.
        self.supervisord = os.path.abspath(supervisord)
        self.supervisorctl = os.path.abspath(supervisorctl)

    @property
    def ours(self):
        return self.name == "ours"

    @property
    def keeps_freed_memory(self):
        """Built with a sanitizer, or run by valgrind (scripts/memcheck): they keep freed memory."""
        program = pathlib.Path(self.supervisord).read_bytes()
        return any(word in program for word in (b"__asan_init", b"__tsan_init", b"exec valgrind"))

    def version(self):
        return subprocess.run([self.supervisord, "--version"], capture_output=True, text=True, check=True).stdout.strip()

    def missing(self):
        """The first of the two programs that cannot be run, or None."""
        for path in (self.supervisord, self.supervisorctl):
            if not os.access(path, os.X_OK):
                return path
        return None


def ours():
    """$SUPERVISORD and $SUPERVISORCTL, by default those of the dev build."""
    built = ROOT / "build" / "dev" / "bin"
    return Programs("ours", os.environ.get("SUPERVISORD", built / "supervisord"),
                    os.environ.get("SUPERVISORCTL", built / "supervisorctl"))


def python():
    """Those of the distribution's `supervisor` package, or of $SUPERVISE_REFERENCE, a folder with the two programs of
    another version."""
    folder = pathlib.Path(os.environ.get("SUPERVISE_REFERENCE", "/usr/bin"))
    return Programs("python", folder / "supervisord", folder / "supervisorctl")


def named(name):
    return {"ours": ours, "python": python}[name]()
