"""What the measuring scripts share: options, taking figures of several programs in turn, and a table of medians.

A figure is a row (key, what it is, goal as text, test of a value of ours or None); a group of figures is a method of a
script's Bench that takes an implementation and returns {key: value}.
"""
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from harness import descendants, programs  # noqa: E402


def add_options(parser, groups):
    parser.add_argument("--only", default=",".join(groups), help="some of: " + ", ".join(groups))
    parser.add_argument("--runs", type=int, help="runs of each, instead of the usual number")
    parser.add_argument("--ours-only", action="store_true")


def compared(ours_only):
    """Ours, and the packaged Supervisor where there is one."""
    ours, theirs = programs.ours(), programs.python()
    if ours.missing():
        sys.exit("cannot run %s; build it, or name another one with SUPERVISORD and SUPERVISORCTL" % ours.missing())
    return [ours] if ours_only or theirs.missing() else [ours, theirs]


def take(bench, groups, options, implementations):
    """{name of an implementation: {key: [values]}}; `groups` has the usual number of runs of each. Every run is taken on
    all in turn, so that ratios hold while the machine's speed drifts."""
    descendants.adopt()
    results = {i.name: {} for i in implementations}
    try:
        for group in options.only.split(","):
            for _ in range(options.runs or groups[group]):
                for implementation in implementations:
                    for key, value in getattr(bench, group)(implementation).items():
                        results[implementation.name].setdefault(key, []).append(value)
    finally:
        bench.close()
    return results


def build(name, folder):
    """A program of this folder, from its one source file, linked as ours are."""
    program = folder / name
    subprocess.run(["c++", "-std=c++20", "-O2", "-static-libstdc++", "-static-libgcc", "-o", str(program), str(HERE / (name + ".cpp"))], check=True)
    return program


def machine():
    return "%d cores, Linux %s" % (os.cpu_count(), os.uname().release)


def show(results, names, figures):
    """Prints the table; the number of goals that the first of `names` has missed."""
    print("%-52s%10s" % ("figure (median)", "goal") + "".join("%12s" % n for n in names))
    missed = 0
    for key, text, goal, holds in figures:
        values = {name: statistics.median(results[name][key]) for name in names if key in results[name]}
        if not values:
            continue
        verdict = "" if holds is None or names[0] not in values or holds(values[names[0]]) else "   missed"
        missed += bool(verdict)
        print("%-52s%10s" % (text, goal) + "".join(
            "%12.2f" % values[name] if name in values else "%12s" % "" for name in names) + verdict)
    return missed
