"""Images made by buildah, which builds Dockerfiles without a daemon. Nothing is pulled: bases are made from roots."""
import json

from cluster import system

MINUTE = 60


class Engine:
    """Keeps its images in a folder of its own, as plain copies: that works on every file system, inside a container too."""

    def __init__(self, folder):
        self._words = ["buildah", "--root", folder / "store", "--runroot", folder / "run", "--storage-driver", "vfs"]

    def run(self, *words, limit=10 * MINUTE):
        return system.run([*self._words, *words], limit=limit).strip()

    def base(self, root, *names):
        """An image of what is in the folder `root`, with these names."""
        container = self.run("from", "scratch")
        self.run("add", "--quiet", container, root, "/")
        image = self.run("commit", "--quiet", "--rm", container)
        for name in names:
            self.run("tag", image, "localhost/" + name)

    def build(self, context, name, limit):
        """Its Dockerfile, as `docker build -t name context`; returns what was said. Steps run in a chroot, with the network
        of this machine."""
        return self.run("build", "--pull=never", "--isolation", "chroot", "--format", "docker", "--tag",
                        "localhost/" + name, context, limit=limit)

    def configuration(self, name):
        """How it is to be run: Entrypoint, Healthcheck, StopSignal ..."""
        return json.loads(self.run("inspect", "--type", "image", "localhost/" + name))["Docker"]["config"]

    def root(self, name):
        """A folder with the files of an image, for reading."""
        return self.run("mount", self.run("from", "--pull=never", "localhost/" + name))
