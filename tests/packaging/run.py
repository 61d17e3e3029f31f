#!/usr/bin/env python3
"""Runs the tests of the packages: each a folder <behaviour>/ with a test.py that defines `test(t)`, t being a
kit.case.PackagingCase, and may set
    further = ("man-db",)     packages that its host has besides what ours need
    everywhere = True         its host is each release of Debian that the packages are for, in turn; else this machine's
    roots = ("trixie",)       systems without systemd that it starts machines from
    limit = 120               seconds after which it is stopped as hung
    needs = ("buildah",)      programs of this machine that it needs besides those all do
    from_sources = True       it compiles what it tests: run only when it is named, and no packages are made for it

usage: run.py [--list] [--keep] [--build BUILD] [behaviour]...

The packages are made from BUILD (default: build/dev), or are those in the folder $SUPERVISE_PACKAGES, as scripts/package
makes them. Hosts and roots are those of tests/lab, kept in its cache; the first run makes them, which takes the network.

Status 77: not run, because this is not root or something is not installed; with SUPERVISE_PACKAGING_REQUIRED=1 that is
a failure, and so is a missing lintian.

`run.py image` builds the Dockerfiles with buildah (`scripts/deps lab packaging image`) and runs what they make; it takes
as long as a release build, and some minutes more.
"""
import argparse
import functools
import importlib.util
import os
import pathlib
import sys
import tempfile
from concurrent import futures

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "lab"), str(HERE)]
sys.dont_write_bytecode = True

from cluster import base, system  # noqa: E402
from cluster import lab  # noqa: E402
from harness import runner, wait  # noqa: E402
from kit import built, roots  # noqa: E402
from kit.case import PackagingCase  # noqa: E402

NOT_RUN = 77
REQUIRED = os.environ.get("SUPERVISE_PACKAGING_REQUIRED") == "1"
NEEDED = (*lab.TOOLS, "dpkg-deb", "dpkg-shlibdeps", "cpack", "objdump", "file")


def discover(selection):
    """The modules by their names."""
    names = sorted(p.parent.name for p in HERE.glob("*/test.py") if not selection or p.parent.name in selection)
    modules = {name: load(name) for name in names}
    return {name: module for name, module in modules.items() if selection or not from_sources(module)}


def from_sources(module):
    return getattr(module, "from_sources", False)


def load(name):
    spec = importlib.util.spec_from_file_location("test_" + name, HERE / name / "test.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def releases_of(module, packages):
    """What its hosts are to be."""
    own = base.suite()
    if not getattr(module, "everywhere", False):
        return [own]
    return [own, *(name for name in further_releases(packages) if name != own and roots.why_not(name) is None)]


def further_releases(packages):
    return [name for name in roots.fit(packages.needed_glibc()) if roots.SUITES[name][1] == roots.DEBIAN]


def say_what_is_left_out(packages):
    for name in further_releases(packages):
        reason = roots.why_not(name)
        if reason:
            print("run.py: no hosts of %s: %s" % (name, reason), flush=True)


def systems_of(module, packages):
    """What makes the systems that it needs, each where the cache does not have it."""
    if hasattr(module, "further"):
        for release in releases_of(module, packages):
            names = (*packages.dependencies(release), *module.further)
            yield functools.partial(base.ensure, names, release)
    for suite in getattr(module, "roots", ()):
        if roots.why_not(suite) is None:
            yield functools.partial(roots.ensure, suite)


def prepare(modules, packages):
    """It takes minutes, most of them for the network and the disk, and is no test's time."""
    with futures.ThreadPoolExecutor(2) as pool:
        made = [pool.submit(make) for module in modules for make in systems_of(module, packages)]
    for each in made:
        each.result()


def jobs_of(name, module, packages):
    releases = releases_of(module, packages)
    return [job_of(name if len(releases) == 1 else "%s on %s" % (name, release), module, packages, release)
            for release in releases]


def job_of(name, module, packages, release):
    def steps(scratch):
        t = PackagingCase(packages, scratch, getattr(module, "further", ()), release)
        try:
            module.test(t)
        except system.Failed as failed:
            raise wait.Failed(str(failed)) from failed
        finally:
            t.end()
    return runner.Job(name, steps, getattr(module, "limit", 120))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print the names only")
    parser.add_argument("--keep", action="store_true", help="keep the scratch folders")
    parser.add_argument("--build", type=pathlib.Path, default=HERE.parents[1] / "build/dev")
    parser.add_argument("tests", nargs="*")
    return parser, parser.parse_args()


def in_own_mounts():
    """However this ends, the mounts of its machines end with it."""
    if os.environ.pop("SUPERVISE_PACKAGING_MOUNTS", None) is None:
        os.execvpe("unshare", ["unshare", "--mount", "--propagation", "slave", sys.executable, *sys.argv],
                   {**os.environ, "SUPERVISE_PACKAGING_MOUNTS": "own"})


def main():
    parser, options = arguments()
    modules = discover(options.tests)
    if options.list:
        print("\n".join(modules))
        return 0
    if not modules:
        parser.error("no such test")
    further = [name for module in modules.values() for name in getattr(module, "needs", ())]
    reason = lab.why_not((*NEEDED, *further), "packaging lab image" if further else "packaging lab")
    if reason:
        print("run.py: not run: %s" % reason, file=sys.stderr)
        return 1 if REQUIRED else NOT_RUN
    in_own_mounts()
    with tempfile.TemporaryDirectory(prefix="packages.") as scratch:
        try:
            packages = None
            if not all(from_sources(module) for module in modules.values()):
                packages = built.packages(options.build.resolve(), pathlib.Path(scratch))
                say_what_is_left_out(packages)
            prepare(modules.values(), packages)
        except (wait.Failed, system.Failed) as failed:
            print("run.py: %s" % failed, file=sys.stderr)
            return 1
        # They wait for systemd more than they work.
        jobs = [job for name, module in modules.items() for job in jobs_of(name, module, packages)]
        return 1 if runner.run(jobs, 2, options.keep) else 0


if __name__ == "__main__":
    sys.exit(main())
