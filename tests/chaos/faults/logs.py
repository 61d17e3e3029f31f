"""What happens to log files and their folder. Nothing is thrown away, so that every byte can be accounted for: what is removed
or replaced goes to kept/ under a name of its own."""
import contextlib
import os
import shutil
import signal
import subprocess

from harness import wait

from .fault import Fault


class _OfFiles(Fault):
    room = "logs"
    weight = 2

    def files(self):
        return sorted(path for path in (self.world.dir / "logs").iterdir() if path.is_file())

    def some(self):
        files = self.files()
        return self.dice.sample(files, min(len(files), self.dice.randrange(1, 6)))

    def keep(self, path):
        self.world.counts["log files moved away"] += 1
        kept = self.world.dir / "kept" / ("%s.%d" % (path.name, self.world.counts["log files moved away"]))
        with contextlib.suppress(FileNotFoundError):  # a rotation was faster
            path.rename(kept)


class Remove(_OfFiles):
    name = "log.remove"

    def begin(self):
        for path in self.some():
            self.keep(path)


class Replace(_OfFiles):
    name = "log.replace"

    def begin(self):
        for path in self.some():
            self.keep(path)
            path.touch()


class CopyTruncate(_OfFiles):
    """As logrotate does it. The daemon is stopped meanwhile, or bytes would be lost that nobody can count."""
    name = "log.truncate"

    def begin(self):
        self.world.freeze()
        try:
            for path in self.some():
                self.world.counts["log files truncated"] += 1
                shutil.copy(path, self.world.dir / "kept" / ("%s.cut%d" % (path.name, self.world.counts["log files truncated"])))
                os.truncate(path, 0)
        finally:
            self.world.daemon.send_signal(signal.SIGCONT)


class FolderGone(_OfFiles):
    """The folder is moved away, with files in it that are open."""
    name = "log.folder"
    lasts = (0.2, 12)

    def begin(self):
        world = self.world
        world.counts["log folders moved away"] += 1
        (world.dir / "logs").rename(world.dir / "kept" / ("folder%d" % world.counts["log folders moved away"]))
        if self.dice.random() < 0.5:
            world.daemon.send_signal(signal.SIGUSR2)

    def end(self):
        (self.world.dir / "logs").mkdir(exist_ok=True)


class ReadOnly(_OfFiles):
    """A mount over the folder that takes no changes: what is open can be written, nothing can be opened or renamed."""
    name = "log.read_only"
    needs = ("mount",)
    lasts = (0.2, 12)

    def begin(self):
        folder = str(self.world.dir / "logs")
        self.world.freeze()  # a file it opens between the two would be in the way of the second
        try:
            subprocess.run(["mount", "--bind", folder, folder], check=True)
            subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        finally:
            self.world.daemon.send_signal(signal.SIGCONT)
        if self.dice.random() < 0.5:
            self.world.daemon.send_signal(signal.SIGUSR2)

    def end(self):
        # Lazily: the daemon may have opened something by this way.
        subprocess.run(["umount", "-l", str(self.world.dir / "logs")], check=True)


class Full(Fault):
    """No room in the file system of a folder, or room for a part of what comes."""
    name = "log.full"
    needs = ("mount",)
    room = "full"
    lasts = (0.5, 12)
    weight = 4

    def begin(self):
        folder = self.world.dir / "full"
        room = os.statvfs(folder)
        left = self.dice.choice((0, 0, 1, 3, 20)) * 4096
        size = max(0, room.f_bavail * room.f_frsize - left)
        with open(folder / "ballast", "wb") as ballast, contextlib.suppress(OSError):
            os.posix_fallocate(ballast.fileno(), 0, size)

    def end(self):
        (self.world.dir / "full" / "ballast").unlink(missing_ok=True)


class Own(Fault):
    """The daemon's own log is moved away, as logrotate does it, and must be there anew."""
    name = "log.own"
    room = "daemon"
    weight = 1

    def begin(self):
        world = self.world
        world.counts["logs of the daemon moved away"] += 1
        world.case.log_path.rename(world.dir / "kept" / ("supervisord.log.%d" % world.counts["logs of the daemon moved away"]))
        world.daemon.send_signal(signal.SIGUSR2)
        try:
            wait.until(world.case.log_path.exists, "")
        except wait.Failed:
            world.find("output", "SIGUSR2 did not make a new supervisord.log")
            world.case.log_path.touch()


FAULTS = (Remove, Replace, CopyTruncate, FolderGone, ReadOnly, Full, Own)
