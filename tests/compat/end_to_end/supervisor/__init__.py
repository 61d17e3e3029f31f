"""Stands in front of the packaged `supervisor`: its modules, but the programs of $SUPERVISE_BIN."""
import os

__path__.append(os.environ["SUPERVISE_PACKAGED"])


def become(name, arguments):
    os.execv(os.path.join(os.environ["SUPERVISE_BIN"], name), [name, *arguments])
