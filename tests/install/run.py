#!/usr/bin/env python3
"""Installs the build into an empty folder and looks at the result: every file at its place, programs that run, pages
that can be read, completion that shells find by themselves.

usage: run.py CMAKE BUILD
"""
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAMS = ("echo_supervisord_conf", "pidproxy", "supervisorctl", "supervisord", "hadeploy")
UNITS = ("lib/systemd/system/supervisord.service", "lib/systemd/system/supervisord@.service")
FILES = {
    *("bin/" + program for program in PROGRAMS),
    "libexec/supervise/hadeploy-agent", *UNITS,
    *("share/doc/supervise/examples/" + name for name in (
        "supervisord.conf", "container/Dockerfile", "container/supervisord.conf", "container/programs.conf")),
    "share/man/man1/echo_supervisord_conf.1", "share/man/man1/hadeploy.1", "share/man/man1/pidproxy.1",
    "share/man/man1/supervisorctl.1",
    "share/man/man5/supervisord.conf.5", "share/man/man8/supervisord.8",
    "share/bash-completion/completions/supervisord", "share/bash-completion/completions/supervisorctl",
    "share/zsh/site-functions/_supervisord", "share/zsh/site-functions/_supervisorctl",
    "share/fish/vendor_completions.d/supervisord.fish", "share/fish/vendor_completions.d/supervisorctl.fish",
    "share/bash-completion/completions/hadeploy", "share/zsh/site-functions/_hadeploy",
    "share/fish/vendor_completions.d/hadeploy.fish",
    "share/doc/supervise/examples/hadeploy/app.yml", "share/doc/supervise/examples/hadeploy/templates/clock.sh",
    "share/doc/supervise/examples/monitoring/dashboard.json", "share/doc/supervise/examples/monitoring/alerts.yml",
    "share/doc/supervise/examples/monitoring/alerts_test.yml", "share/doc/supervise/examples/monitoring/prometheus.yml",
    "share/doc/supervise/README.md", "share/doc/supervise/CHANGELOG.md", "share/doc/supervise/LICENSE",
    "share/doc/supervise/doc/configuration.md", "share/doc/supervise/doc/compatibility.md",
    "share/doc/supervise/doc/hadeploy.md", "share/doc/supervise/doc/hadeploy-yaml.md",
    "share/doc/supervise/doc/architecture.md", "share/doc/supervise/doc/performance.md",
}
BASH_LOADER = "/usr/share/bash-completion/bash_completion"


def expect(condition, what):
    if not condition:
        sys.exit("FAIL: %s" % what)


def output(*words, **options):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, **options)
    expect(done.returncode == 0, "%s ended with %d: %s%s" % (words, done.returncode, done.stdout, done.stderr))
    return done.stdout


def available(program):
    if shutil.which(program):
        return True
    print("skipped in part: %s is not installed" % program)
    return False


def check_files(prefix):
    found = {str(path.relative_to(prefix)) for path in prefix.rglob("*") if not path.is_dir()}
    expect(FILES <= found, "these are missing: %s" % sorted(FILES - found))
    unexpected = {path for path in found - FILES if not path.startswith("share/doc/supervise/doc/")}
    expect(not unexpected, "nobody expects these: %s" % sorted(unexpected))
    for path in found:
        mode = (prefix / path).stat().st_mode & 0o777
        expect(mode == (0o755 if path.startswith(("bin/", "libexec/")) else 0o644), "mode of %s is %o" % (path, mode))


def check_programs(prefix):
    """DIFF-009: nothing has to be there to run them but a loader."""
    for program in PROGRAMS:
        expect((prefix / "bin" / program).read_bytes()[:4] == b"\x7fELF", program + " is no script")
    for program in (*("bin/" + program for program in PROGRAMS), "libexec/supervise/hadeploy-agent"):
        # What the C++ library says of an index past the end; in a program that does not check there is no such text.
        expect(b"__n < this->size()" in (prefix / program).read_bytes(), program + " checks bounds (_GLIBCXX_ASSERTIONS)")
    sample = output(prefix / "bin" / "supervisord", "--sample-config")
    expect("[supervisord]" in sample, "--sample-config prints a configuration")
    expect(output(prefix / "bin" / "echo_supervisord_conf") == sample, "both print the same configuration")
    expect("Usage:" in output(prefix / "bin" / "supervisorctl", "--help"), "supervisorctl --help")
    example = prefix / "share/doc/supervise/examples/hadeploy/app.yml"
    output(prefix / "bin" / "hadeploy", "--src", example, "--action", "none")


def check_units(prefix):
    """They name the programs where they are once the system's root is what DESTDIR stands for now."""
    for unit in UNITS:
        text = (prefix / unit).read_text()
        expect("ExecStart=/usr/bin/supervisord -n -c /etc/supervisor/" in text, "what %s starts" % unit)
        expect("@" not in text.replace("supervisord@", ""), "everything in %s is filled in" % unit)
    for name in ("supervisord.conf", "container/supervisord.conf"):
        output(prefix / "bin/supervisord", "--check", "-c", prefix / "share/doc/supervise/examples" / name)
    if available("systemd-analyze"):
        output("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", "--root=%s" % prefix.parent,
               *("/usr/" + unit for unit in UNITS))


def check_pages(prefix):
    for page in sorted((prefix / "share" / "man").rglob("*.[158]")):
        name = page.name.rsplit(".", 1)[0].upper()
        for formatter in (["man", "-l"], ["mandoc", "-T", "utf8"]):
            if available(formatter[0]):
                text = output(*formatter, page, env={**os.environ, "LC_ALL": "C.UTF-8", "MANPAGER": "cat"})
                text = re.sub(".\b", "", text)  # bold, as terminals of paper have it
                expect(name in text and "DESCRIPTION" in text, "%s shows %s" % (formatter[0], page.name))


def check_completion(prefix, folder):
    """Only the folders are named; the shells must find the functions by the program's name."""
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_DIRS": str(prefix / "share")}
    if available("bash") and os.path.exists(BASH_LOADER):
        script = "source %s; _completion_loader supervisorctl; complete -p supervisorctl" % BASH_LOADER
        expect("_supervisorctl" in output("bash", "--norc", "-c", script, env=environment), "bash finds it")
    if available("zsh"):
        script = "fpath=(%s $fpath); autoload -U compinit; compinit -u -D; print $_comps[supervisorctl]" % (
            prefix / "share/zsh/site-functions")
        expect(output("zsh", "-f", "-c", script, env=environment).strip() == "_supervisorctl", "zsh finds it")
    if available("fish"):
        expect("restart" in output("fish", "-c", "complete -C 'supervisorctl rest'", env=environment), "fish finds it")


def check_self_contained(prefix):
    """A folder that can be copied to hosts without any of our libraries: tests/lab/tree does. Its manifest is right."""
    manifest = prefix / "lib/supervise/MANIFEST"
    rows = [line.split("  ") for line in manifest.read_text().splitlines()[1:]]
    found = {str(path.relative_to(prefix)) for path in prefix.rglob("*") if not path.is_dir()}
    expect({path for _, _, path in rows} == found - {"lib/supervise/MANIFEST"}, "the manifest names %s" % sorted(found))
    for digest, mode, path in rows:
        expect(hashlib.sha256((prefix / path).read_bytes()).hexdigest() == digest, "the digest of " + path)
        expect("0%o" % ((prefix / path).stat().st_mode & 0o777) == mode, "the mode of " + path)
    loaded = output("ldd", prefix / "bin/supervisord")
    for name in {os.path.basename(path) for _, _, path in rows} & set(loaded.split()):
        expect("%s => %s/" % (name, prefix) in loaded, "%s comes from below the prefix: %s" % (name, loaded))


def main():
    cmake, build = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        # DESTDIR and a prefix, as packagers call it.
        output(cmake, "--install", build, "--prefix", "/usr", env={**os.environ, "DESTDIR": scratch})
        prefix = pathlib.Path(scratch) / "usr"
        check_files(prefix)
        check_programs(prefix)
        check_units(prefix)
        check_pages(prefix)
        check_completion(prefix, pathlib.Path(scratch))
        if (pathlib.Path(build) / "lib/supervise/MANIFEST").exists():  # it can be switched off
            tree = pathlib.Path(scratch) / "tree"
            output(cmake, "--install", build, "--component", "self_contained", "--prefix", tree)
            check_self_contained(tree)


main()
