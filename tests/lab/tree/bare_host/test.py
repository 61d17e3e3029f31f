"""What the build leaves below bin and lib/supervise is all the two programs need on a host with nothing but glibc: for
hashed passwords, TLS and the editing shell too."""
import hashlib
import pathlib
import re
import shutil
import subprocess

from harness import certificates, programs
from harness.shell import TAB

deployer = False

PREFIX = pathlib.Path(programs.ours().supervisord).parents[1]
GLIBC = re.compile(r"/(ld-linux[^/]*|lib(c|m|nss_[a-z]+|resolv)\.so\.[0-9]+)$")
LIBRARY = re.compile(r"(/\S+\.so[.0-9]*)$", re.M)
CTRL_U = b"\x15"
MANIFEST = PREFIX / "lib/supervise/MANIFEST"


def manifest(t):
    """[(path below the prefix, mode)] after comparing each with what it says of it."""
    head, *rows = MANIFEST.read_text().splitlines()
    t.match(r"\Asupervise \d+\.\d+\.\d+\Z", head, "the first line")
    files = []
    for row in rows:
        digest, mode, path = row.split("  ")
        t.equal(hashlib.sha256((PREFIX / path).read_bytes()).hexdigest(), digest, "digest of " + path)
        files.append((path, int(mode, 8)))
    named = {path for path, _ in files}
    kept = {"lib/supervise/" + path.name for path in MANIFEST.parent.iterdir()} - {"lib/supervise/MANIFEST"}
    t.equal({path for path in named if not path.startswith("bin/")}, kept, "the libraries the manifest names")
    t.true({"bin/supervisord", "bin/supervisorctl"} <= named, "it names the programs")
    return files


def install(t, host, files):
    root = t.lab.keeper.path(host.host.folder / "root")
    for path, mode in files:
        target = root / "usr" / path
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(PREFIX / path, target)
        target.chmod(mode)


def remove_others(t, host, files):
    """No library of these names is anywhere else, what the system's own programs need included."""
    names = [pathlib.Path(path).name for path, _ in files if path.startswith("lib/")]
    pattern = " -o ".join("-name '%s' -o -name '%s.[0-9.]*[0-9]'" % (name, name) for name in names)
    find = "find /usr -path /usr/lib/supervise -prune -o \\( %s \\) " % pattern
    host.run("mkdir /aside; %s -exec mv -t /aside {} +" % find)
    t.equal(host.run(find + "-print"), "", "libraries elsewhere")


def crypted(password):
    return subprocess.run(["openssl", "passwd", "-6", "-stdin"], input=password, text=True, capture_output=True,
                          check=True).stdout.strip()


def test(t):
    host = t.host("en1")
    files = manifest(t)
    install(t, host, files)
    host.run("useradd -r tree; install -d -o tree /run/tree; install -d /etc/tree")
    authority = certificates.Authority(t)
    for path in (authority.sign("server"), t.dir / "server.key", authority.path):
        host.write("/etc/tree/" + path.name, path.read_text())
    host.write("/etc/tree/server.conf", (t.dir / "server.conf").read_text().replace("@CRYPT@", crypted("secret")))
    remove_others(t, host, files)
    host.run("/usr/bin/supervisord -c /etc/tree/server.conf")
    ctl = "/usr/bin/supervisorctl -c /etc/tree/server.conf"
    t.wait(lambda: host.answers(ctl + " -s unix:///run/tree/s.sock pid"), "the daemon to answer")
    t.equal(host.run("stat -c %U /proc/$(cat /run/tree/supervisord.pid)").strip(), "tree", "the daemon's user")
    t.match("^waiting +RUNNING", host.run(ctl + " -u admin -p secret status waiting"), "over TLS")
    t.match("^Server requires authentication$", host.run(ctl + " -u admin -p wrong pid 2>&1", code=1))
    editing(t, host)
    libraries = set(LIBRARY.findall(host.run("cat /proc/$(cat /run/tree/supervisord.pid)/maps")))
    t.true("/usr/lib/supervise/libcrypto.so.3" in libraries, "the daemon's OpenSSL is the one it came with")
    strange = {path for path in libraries if not path.startswith("/usr/lib/supervise/") and not GLIBC.search(path)}
    t.equal(strange, set(), "libraries of the daemon that came from elsewhere")


def editing(t, host):
    """Tab completes only where there is a line editor."""
    shell = host.console_shell("/usr/bin/supervisorctl", "-c", "/etc/tree/server.conf", "-s", "unix:///run/tree/s.sock")
    shell.see_prompt()
    shell.type("versi", then="versi")
    shell.type(TAB, then="version ")
    shell.type(CTRL_U, then="")
    t.equal(shell.leave(), 0, "its status")
