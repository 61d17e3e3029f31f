#!/usr/bin/env python3
"""Prints one table: our daemon, the packaged Supervisor and the bare limit, what the machine takes for the same work when
nothing is managed; with how many times the limit each of the two takes.

usage: table.py [--only ROW,...] [--runs N] [--deploy] [--save FILE]

The figures are those of peer.py, rpc.py and events.py, and with --deploy of deploy.py, where an Ansible playbook takes
Supervisor's place; all are taken in turn in one run. --save writes them for draw.py:

    tests/bench/table.py --save doc/figures/table.json && tests/bench/draw.py

Measure a release build: SUPERVISORD=build/release/bin/supervisord SUPERVISORCTL=build/release/bin/supervisorctl.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import typing

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import events  # noqa: E402
import figures  # noqa: E402
import peer  # noqa: E402
import rpc  # noqa: E402


class Row(typing.NamedTuple):
    group: str  # of figures: which of GROUPS takes it
    key: str
    text: str
    unit: str
    bare_key: typing.Optional[str]
    bare: str  # what the limit is
    more_is_better: bool = False


ROWS = (
    Row("ready", "ready_ms", "ready to answer, no programs", "ms", "ready_bare_ms", "Beast server"),
    Row("ready", "rss_kib", "resident memory, no programs", "KiB", "rss_bare_kib", "Beast server"),
    Row("up200", "up200_ms", "200 programs up", "ms", "up200_bare_ms", "fork and exec"),
    Row("fleet", "up1000_s", "1,000 programs up", "s", "up1000_bare_s", "fork and exec"),
    Row("fleet", "down1000_s", "1,000 programs stopped", "s", "down1000_bare_s", "kill and wait"),
    Row("restart", "restart_ms", "a program's death to its successor", "ms", "restart_bare_ms", "wait, fork and exec"),
    Row("log", "log_mib_s", "log capture", "MiB/s", "log_bare_mib_s", "cat | cat > file", True),
    Row("log", "log_rotated_mib_s", "... rotated at 50 MB", "MiB/s", "log_rotated_bare_mib_s", "cat | cat > file", True),
    Row("events", "events8", "events to 8 listeners", "a second", "events8_bare", "pipes and poll", True),
    Row("rate", "state_rate", "getState, 8 connections", "a second", "state_bare_rate", "Beast server", True),
    Row("rate", "rate", "getAllProcessInfo, 200 programs", "a second", "rate_bare", "Beast, same bytes", True),
    Row("rate", "p99_ms", "... 8 connections, 99th percentile", "ms", "p99_bare_ms", "Beast, same bytes"),
    Row("status", "status200_ms", "supervisorctl status, 200 programs", "ms", None, ""),
    Row("fleet", "wakeups", "wake-ups a second, 1,000 idle programs", "", None, ""),
    Row("deploy", "first", "first deployment, 2 hosts", "s", "login", "ssh HOST true"),
    Row("deploy", "nothing", "... nothing to do", "s", "login", "ssh HOST true"),
)

#: groups of figures, and the usual number of runs of each
GROUPS = {**{name: peer.GROUPS[name] for name in ("ready", "up200", "restart", "log", "fleet")},
          "events": 3, **{name: rpc.GROUPS[name] for name in ("rate", "status")}}


class Bench:
    """What the scripts measure, each by its own means."""

    def __init__(self):
        peer_options = argparse.Namespace(programs=1000, log_mib=512)
        self.peer = peer.Bench(peer_options)
        self.rpc = rpc.Bench(argparse.Namespace(quick=True))
        for bench in (self.peer, self.rpc):
            for group in GROUPS:
                if hasattr(bench, group):
                    setattr(self, group, getattr(bench, group))

    def events(self, implementation):
        with tempfile.TemporaryDirectory(prefix="pb.") as folder:
            folder = pathlib.Path(folder)
            program = figures.build("event_peer", folder)
            (folder / "events").touch()
            bare = float(subprocess.check_output([program, "pump", folder / "events", "8", "300000"]))
        return {"events8": events.measure(implementation, 8, 3)[0], "events8_bare": bare}

    def close(self):
        self.peer.close()
        self.rpc.close()


def deployments(options):
    """{name: {key: [values]}}, of hadeploy and Ansible."""
    import deploy
    if deploy.why_not():
        sys.exit("table.py: " + deploy.why_not())
    return deploy.measure(("login", "deploy", "ansible"), options.runs or 5, 2)


def lines_of(results, ours, theirs):
    """The rows as they are shown and saved; the limit is the median of all runs, whoever's turn it was."""
    lines = []
    for row in ROWS:
        if row.key not in results[ours]:
            continue
        bare = [value for name in (ours, theirs) for value in results.get(name, {}).get(row.bare_key, [])]
        line = {"text": row.text, "unit": row.unit, "limit": row.bare, "more_is_better": row.more_is_better,
                "bare": statistics.median(bare) if bare else None}
        for side, name in (("ours", ours), ("theirs", theirs)):
            values = results.get(name, {}).get(row.key)
            line[side] = statistics.median(values) if values else None
            line[side + "_times"] = times(line[side], line["bare"], row.more_is_better)
        lines.append(line)
    return lines


def times(value, bare, more_is_better):
    """How many times what the limit takes."""
    if value is None or not bare:
        return None
    return bare / value if more_is_better else value / bare


def number(value, after=""):
    if value is None:
        return ""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return format(value, ",.%df" % digits) + after


def show(lines):
    print("| figure (median) | Supervise | Supervisor 4.2.5 | bare limit | Supervise / limit | Supervisor / limit |")
    print("|---|---:|---:|---:|---:|---:|")
    for line in lines:
        limit = "%s (%s)" % (number(line["bare"]), line["limit"]) if line["bare"] else ""
        print("| %s%s | %s | %s | %s | %s | %s |" % (
            line["text"], line["unit"] and " (%s)" % line["unit"], number(line["ours"]), number(line["theirs"]),
            limit.replace("|", "\\|"), number(line["ours_times"], " ×"), number(line["theirs_times"], " ×")))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    figures.add_options(parser, GROUPS)
    parser.add_argument("--deploy", action="store_true", help="deployments too: root, and what `scripts/deps lab` installs")
    parser.add_argument("--save", type=pathlib.Path, metavar="FILE", help="the figures as JSON")
    options = parser.parse_args()
    compared = figures.compared(options.ours_only)
    results = figures.take(Bench(), GROUPS, options, compared)
    lines = lines_of(results, "ours", "python")
    if options.deploy:
        lines += lines_of(deployments(options), "hadeploy", "ansible")
    show(lines)
    print("\n" + figures.machine())
    if options.save:
        options.save.parent.mkdir(parents=True, exist_ok=True)
        options.save.write_text(json.dumps({"machine": figures.machine(), "lines": lines}, indent=1) + "\n")


if __name__ == "__main__":
    main()
