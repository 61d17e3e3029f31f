"""The Dockerfiles, built by a container engine from the files of this checkout as `docker build` would, and what comes of it
run as the documentation says. The programs are compiled in it, on an empty Debian: that takes what a release build takes."""
import pathlib
import shutil

from kit import container, roots as systems
from kit.built import output
from kit.engine import Engine, MINUTE

from_sources = True
needs = ("buildah",)
roots = ("bookworm",)
limit = 90 * MINUTE

SOURCES = pathlib.Path(__file__).resolve().parents[3]
#: The package and the libraries it needs are 13 MB; with more than this something else has slipped in.
MOST_ADDED = 16_000_000
#: What only a build needs.
NOT_IN_IT = ("cc", "c++", "gcc", "g++", "clang", "cmake", "ninja", "make", "ld", "as", "git", "python3")
PROGRAM = """[program:web]
command=/bin/sh -c 'echo "web is up"; exec sleep 1000'
log_prefix={name}:
stdout_logfile=/dev/stdout
stdout_logfile_maxbytes=0
"""


def test(t):
    engine = Engine(t.dir)
    base = systems.ensure("bookworm")
    engine.base(base, "debian:bookworm", "debian:bookworm-slim")
    context = checkout(t.dir / "context")
    engine.build(context, "supervise", limit=60 * MINUTE)
    engine.build(context / "etc/container", "example", limit=5 * MINUTE)
    image = told(t, engine.configuration("supervise"))
    root = pathlib.Path(engine.root("supervise"))
    contents(t, root, base)
    machine = t.machine_over(root)
    container.life(t, machine, image)
    folder_of_programs(t, machine, image)
    container.example(t, t.machine_over(engine.root("example")), told(t, engine.configuration("example")))


def checkout(context):
    """The files git knows, as they are now, beside what a clone in use has and an image must not see."""
    known = output("git", "-c", "safe.directory=%s" % SOURCES, "-C", SOURCES, "ls-files", "-z", "--cached", "--others",
                   "--exclude-standard").split("\0")
    for name in filter(None, known):
        if (SOURCES / name).exists():
            (context / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(SOURCES / name, context / name, follow_symlinks=False)
    # A build of another machine would be taken for one's own, and fail.
    (context / "build/release").mkdir(parents=True)
    (context / "build/release/build.ninja").write_text("this is not for ninja\n")
    return context


def told(t, configuration):
    """What the image says of itself."""
    t.equal(configuration["StopSignal"], "SIGTERM", "how it is stopped")
    kind, *health = configuration["Healthcheck"]["Test"]
    t.equal(kind, "CMD", "the health check needs no shell")
    return container.Image(configuration["Entrypoint"], health, configuration["StopSignal"][3:])


def contents(t, root, base):
    added = size(root) - size(base)
    print("image: %.1f MB, %.1f MB of them added to the base" % (size(root) / 1e6, added / 1e6), flush=True)
    t.true(added <= MOST_ADDED, "%.1f MB are added to the base, at most %.1f MB should be" % (
        added / 1e6, MOST_ADDED / 1e6))
    folders = ("usr/local/bin", "usr/local/sbin", "usr/bin", "usr/sbin")
    t.equal([name for name in NOT_IN_IT if any((root / folder / name).exists() for folder in folders)], [],
            "programs that only a build needs")
    for left in ("supervise", "packages", "var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_InRelease"):
        t.true(not (root / left).exists(), "nothing of the build is left: /" + left)
    t.equal(sorted(root.glob("tmp/*")), [], "files in /tmp")


def size(root):
    return int(output("du", "--summarize", "--bytes", "--one-file-system", root).split()[0])


def folder_of_programs(t, machine, image):
    """docker run -v "$PWD/conf.d:/etc/supervisor/conf.d:ro" supervise"""
    folder = t.dir / "conf.d"
    folder.mkdir()
    (folder / "web.conf").write_text(PROGRAM)
    machine.start("--bind-ro=%s:/etc/supervisor/conf.d" % folder, *image.entrypoint)
    container.wait_running(t, machine, "web")
    t.wait(lambda: "web: web is up\n" in machine.output().replace("\r", ""), machine.output)
    t.true(image.healthy(machine), "it is healthy")
    machine.signal(image.stop_signal)
    t.equal(machine.wait_end(), 0, "its status")
