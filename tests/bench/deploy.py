#!/usr/bin/env python3
"""Measures deployments to real hosts (tests/lab) by the clock, beside an Ansible playbook for the same resources, and prints
one table: medians, our goal for each, `missed` where it is not met.

usage: deploy.py [--runs N] [--hosts N] [--only login,deploy,swarm,ansible]

Root, and what `scripts/deps lab` installs; for the comparison `ansible`. Measure a release build:
HADEPLOY=build/release/bin/hadeploy tests/bench/deploy.py
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "lab")]
sys.dont_write_bytecode = True

import figures  # noqa: E402
from cluster import system  # noqa: E402
from cluster.lab import Lab, why_not  # noqa: E402
from story import case, deployer  # noqa: E402

NAMES = ("hadeploy", "ansible")

FIGURES = (
    ("login", "ssh HOST true (s)", "", None),
    ("first", "first deployment, 2 hosts (s)", "< 4", lambda v: v < 4),  # program1 must stay up for a second of it
    ("nothing", "nothing to do, 2 hosts (s)", "< 0.6", lambda v: v < 0.6),
    ("nothing_logins", "... against ssh HOST true", "<= 2", lambda v: v <= 2),
    ("stop", "stop, 2 hosts (s)", "", None),
    ("files2", "files only, nothing to do, 2 hosts (s)", "", None),
    ("filesN", "... all hosts of the swarm (s)", "", None),
    ("files_ratio", "... against 2 hosts", "", None),
    ("loginsN", "ssh HOST true, the swarm at once (s)", "", None),
    ("files_logins", "... what the swarm takes against that", "<= 1.2", lambda v: v <= 1.2),
    ("keptN", "the swarm, connections kept (s)", "", None),
    ("kept_ratio", "... against 2 hosts", "< 5", lambda v: v < 5),
)

#: Hosts of a swarm have no systemd: accounts, folders and files only.
SWARM = """
local_templates_folders:
- ./templates
users:
- login: tsup
folders:
- { scope: all, path: /opt/tsup, owner: tsup, group: tsup, mode: "0755" }
files:
- { scope: all, src: "tmpl://program1.sh", dest_folder: /opt/tsup, owner: tsup, group: tsup, mode: "0755" }
"""
#: A host with what ssh needs to keep connections for a while, in a folder of the deployer alone.
KEPT = ', ssh_common_args: "-o ControlMaster=auto -o ControlPath=KEPT/%%h -o ControlPersist=20" }\n'
HOST = "- { name: en%d, ssh_host: en%d.mycluster.com, ssh_user: root, ssh_private_key_file: keys/root_id }\n"


class Bench:
    """`results`: {name: {key of a figure: [values]}}"""

    def __init__(self, runs, hosts):
        self.runs = runs
        self.hosts = hosts
        self.results = {name: {} for name in NAMES}
        self.labs = []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="deploy."))

    def note(self, name, key, value):
        self.results[name].setdefault(key, []).append(value)

    def timed(self, name, key, words, environment):
        began = time.monotonic()
        done = subprocess.run(list(map(str, words)), env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True)
        took = time.monotonic() - began
        if done.returncode != 0:
            sys.exit("deploy.py: %s ended with %d\n%s%s" % (" ".join(map(str, words)), done.returncode, done.stdout,
                                                            done.stderr))
        if key:
            self.note(name, key, took)
        return took

    def lab(self, kind, count, **options):
        lab = Lab("bench%d-%s" % (os.getpid(), kind))
        self.labs.append(lab)
        lab.up(count, owned=True, **options)
        return lab

    def hadeploy(self, lab, folder, key, *words):
        environment = {**system.ENVIRONMENT, "HOME": str(lab.home / "root")}
        return self.timed("hadeploy", key, lab.keeper.words("env", "-C", folder, deployer.program(), *words), environment)

    # -- groups of figures -------------------------------------------------------------------------------------------

    def login(self):
        lab = self.lab("login", 1)
        for _ in range(max(9, self.runs)):
            self.timed("hadeploy", "login", lab.ssh("en1", "true"), lab.environment())
        lab.down()

    def deploy(self):
        lab = self.lab("deploy", 2)
        folder = self.folder / "deploy"
        for seed in ("simple", "web"):
            shutil.copytree(case.SEED / seed, folder, dirs_exist_ok=True)
        lab.copy_keys(folder / "keys")
        for number in range(self.runs):
            if number:
                lab.reset()
            self.hadeploy(lab, folder, "first", "--src", "app.yml", "--action", "deploy")
            for _ in range(3):
                took = self.hadeploy(lab, folder, "nothing", "--src", "app.yml", "--action", "deploy")
                login = self.timed("hadeploy", None, lab.ssh("en1", "true"), lab.environment())
                self.note("hadeploy", "nothing_logins", took / login)
            self.hadeploy(lab, folder, "stop", "--src", "app.yml", "--action", "stop")
        lab.down()

    def swarm(self):
        lab = self.lab("swarm", self.hosts, swarm=True)
        folder = self.folder / "swarm"
        shutil.copytree(case.SEED / "simple", folder)
        lab.copy_keys(folder / "keys")
        sockets = lab.disks / "kept"
        lab.keeper.sh('mkdir -m 700 "$1"', sockets)
        kept = HOST.replace(" }\n", KEPT.replace("KEPT", str(sockets)))
        for name, count, line in (("files2", 2, HOST), ("filesN", self.hosts, HOST),
                                  ("keptN", self.hosts, kept)):
            hosts = "".join(line % (n, n) for n in range(1, count + 1))
            (folder / (name + ".yml")).write_text("hosts:\n" + hosts + SWARM)
        self.hadeploy(lab, folder, None, "--src", "filesN.yml", "--action", "deploy")
        for _ in range(self.runs):
            few, many = (self.hadeploy(lab, folder, key, "--src", key + ".yml", "--action", "deploy")
                         for key in ("files2", "filesN"))
            self.note("hadeploy", "files_ratio", many / few)
            words = [lab.ssh(host.name, "true") for host in lab.hosts()]
            began = time.monotonic()
            logins = [subprocess.Popen(each, env=lab.environment()) for each in words]
            failed = sum(login.wait() != 0 for login in logins)
            bare = time.monotonic() - began
            self.note("hadeploy", "loginsN", bare)
            self.note("hadeploy", "files_logins", many / bare)
            if failed:
                sys.exit("deploy.py: %d logins failed" % failed)
        self.hadeploy(lab, folder, None, "--src", "keptN.yml", "--action", "deploy")
        for _ in range(self.runs):
            kept = self.hadeploy(lab, folder, "keptN", "--src", "keptN.yml", "--action", "deploy")
            self.note("hadeploy", "kept_ratio", kept / statistics.median(self.results["hadeploy"]["files2"]))
        lab.down()

    def ansible(self):
        if not shutil.which("ansible-playbook"):
            print("deploy.py: no ansible-playbook here, nothing to compare with", file=sys.stderr)
            return
        lab = self.lab("ansible", 2, packages=("python3", "python3-apt", "supervisor"))
        folder = self.folder / "ansible"
        shutil.copytree(HERE / "ansible", folder)
        lab.copy_keys(folder / "keys")
        environment = {**system.ENVIRONMENT, "HOME": str(lab.home / "root")}

        def play(key, book):
            self.timed("ansible", key, lab.keeper.words("env", "-C", folder, "ansible-playbook", book), environment)
        for number in range(self.runs):
            if number:
                lab.reset()
            play("first", "deploy.yml")
            play("nothing", "deploy.yml")
            play("stop", "stop.yml")
        lab.down()


GROUPS = ("login", "deploy", "swarm", "ansible")


def measure(groups, runs, hosts):
    """{name: {key of a figure: [values]}}"""
    bench = Bench(runs, hosts)
    try:
        for group in groups:
            getattr(bench, group)()
    except system.Failed as failed:
        sys.exit("deploy.py: %s" % failed)
    finally:
        for lab in bench.labs:
            lab.down()
        shutil.rmtree(bench.folder, ignore_errors=True)
    return bench.results


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(GROUPS), help="some of: " + ", ".join(GROUPS))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--hosts", type=int, default=50, help="of the swarm")
    options = parser.parse_args()
    groups = options.only.split(",")
    if set(groups) - set(GROUPS):
        parser.error("--only knows " + ", ".join(GROUPS))
    if why_not():
        sys.exit("deploy.py: " + why_not())
    if {"deploy", "swarm"} & set(groups) and not os.access(deployer.program(), os.X_OK):
        sys.exit("deploy.py: cannot run %s; build it, or name another one with HADEPLOY" % deployer.program())
    results = measure(groups, options.runs, options.hosts)
    sys.exit(1 if figures.show(results, NAMES, FIGURES) else 0)


if __name__ == "__main__":
    main()
