#!/usr/bin/env python3
"""Runs scenarios on our programs and compares what is seen with what the packaged Supervisor shows.

usage: run.py [-j N] [--live | --record | --list | --show] [GROUP | scenario]...

Without an option: with the recorded results in recorded/, which needs no Supervisor. `--live` runs Supervisor as well
(Debian's package, 4.2.5) and fails also when the recording no longer says what it shows; a scenario marked `clients` is
then run with all four pairs of supervisord and supervisorctl.

To add a scenario: write a function in scenarios/, decorated with the configuration and the rows it shows. It takes a
recorder.Recorder, and each of its words (ctl, rpc, file, log_in_order, ...) adds a section to the transcript. Steps wait
for what should happen (until, until_log, until_file); nothing sleeps. Where we differ on purpose, say so in front of the
section: s.differs("PROC-045"), a row that has a line in doc/compatibility.md. Then

    tests/compat/run.py --show my_scenario         # what Supervisor shows; look whether it is what you mean
    tests/compat/run.py --record my_scenario       # writes recorded/<group>/my_scenario.txt, to be committed
    tests/compat/run.py --live my_scenario         # again, on both

What may differ from run to run (pids, times, paths, versions) is made equal in normal.py. The scenarios named refused_*
come from ../integration/config/errors/cases.txt.
"""
import argparse
import difflib
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
sys.dont_write_bytecode = True

from harness import descendants, needs, programs, runner, wait  # noqa: E402

import recorder  # noqa: E402
import recording  # noqa: E402
import scenarios  # noqa: E402

SKIP_RETURN_CODE = 77

#: Supervisor looks at its children once a second: on a busy machine it may see the end of a short program before its start.
LOOKS_AT_SUPERVISOR = 3


def transcript(daemon, client, scratch, scenario):
    """What is seen, as recording.Section."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    folder.chmod(0o755)
    seen = recorder.Recorder(daemon, client, folder, scenario.config)
    try:
        scenario.steps(seen)
    except wait.Failed as failed:
        raise wait.Failed("with supervisord of %s and supervisorctl of %s: %s\n%s" % (
            daemon.name, client.name, failed, seen.t.log()[-3000:])) from failed
    finally:
        descendants.kill_all()
    return seen.sections


def same(expected, seen, what, who):
    if seen != expected:
        raise wait.Failed("\n".join(difflib.unified_diff(expected, seen, what, who, lineterm="", n=4)))


def same_in_one_look(expected, look, what, who):
    """For the daemon of Supervisor alone: ours has to be right every time."""
    for last in [False] * (LOOKS_AT_SUPERVISOR - 1) + [True]:
        seen = look()
        if seen == expected or last:
            return same(expected, seen, what, who)


def compare_with_recording(scenario, scratch):
    _, _, expected = recording.read(scenario)
    seen = recording.flat(transcript(programs.ours(), programs.ours(), scratch, scenario))
    same(expected, seen, "recorded", "ours")


def compare_live(scenario, scratch):
    """Another version than the recorded one ($SUPERVISE_REFERENCE) is compared with directly."""
    ours, python = programs.ours(), programs.python()
    version, theirs_recorded, ours_recorded = recording.read(scenario)
    recorded = version == python.version()
    view = recording.flat if recorded else recording.flat_unmarked

    def look(daemon, client):
        return view(transcript(daemon, client, scratch, scenario))

    if recorded:
        same_in_one_look(theirs_recorded, lambda: look(python, python),
                         "recorded, which no longer says what Supervisor does", "Supervisor")
    expected, name = (ours_recorded, "recorded") if recorded else (look(python, python), "Supervisor " + python.version())
    same(expected, look(ours, ours), name, "ours")
    if scenario.clients:
        same(expected, look(ours, python), name, "ours, asked by Supervisor's supervisorctl")
        same_in_one_look(expected, lambda: look(python, ours), name, "Supervisor, asked by our supervisorctl")


def record(scenario, scratch):
    ours, python = programs.ours(), programs.python()
    theirs = transcript(python, python, scratch, scenario)
    meant = any(section.row for section in theirs)
    if meant and scenario.clients:
        raise recording.Wrong("%s: with all pairs of programs nothing may differ" % scenario.name)
    version = python.version()
    text = recording.text_of(scenario, version, theirs, transcript(ours, ours, scratch, scenario) if meant else None)
    if recording.write(scenario, text):
        print("wrote %s" % recording.path_of(scenario).relative_to(HERE), flush=True)


def show(scenario, scratch):
    print("\n".join(recording.flat(transcript(programs.python(), programs.python(), scratch, scenario))), flush=True)


def job_of(scenario, work):
    def steps(scratch):
        reason = needs.missing(scenario.needs)
        if reason:
            raise runner.case.Skipped(reason)
        try:
            work(scenario, scratch)
        except recording.Wrong as wrong:
            raise wait.Failed(str(wrong)) from None
    return runner.Job("%s/%s" % (scenario.group, scenario.name), steps, 240)


def chosen_by(words):
    """Those of these groups and names, all without words; the ones with four transcripts first, so that no long one is
    left for the end."""
    everything = scenarios.all_of()
    known = {s.name for s in everything} | {s.group for s in everything}
    for word in words:
        if word not in known:
            raise SystemExit("run.py: there is no scenario or group '%s'; --list prints them" % word)
    return sorted((s for s in everything if not words or {s.name, s.group} & set(words)), key=lambda s: not s.clients)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-j", "--jobs", type=int, default=3 * runner.default_parallel(),
                        help="scenarios at a time; most of their time is the second that Supervisor sleeps")
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--live", action="store_true", help="run Supervisor as well, and check the recording")
    modes.add_argument("--record", action="store_true", help="write what Supervisor shows into recorded/")
    modes.add_argument("--list", action="store_true", help="print the names and their rows only")
    modes.add_argument("--show", action="store_true", help="print what is seen on Supervisor")
    parser.add_argument("scenarios", nargs="*")
    options = parser.parse_args()
    chosen = chosen_by(options.scenarios)
    if options.list:
        print("\n".join("%s/%-40s %s" % (s.group, s.name, " ".join(s.rows)) for s in chosen))
        return 0
    left = recording.without_scenario(scenarios.all_of())
    if left:
        print("compat: no scenario claims %s; remove it" % ", ".join(map(str, left)), file=sys.stderr)
        return 1
    needs_python, work = ((True, compare_live) if options.live else (True, record) if options.record else
                          (True, show) if options.show else (False, compare_with_recording))
    python, ours = programs.python(), programs.ours()
    if needs_python and python.missing():
        print("compat: skipped, there is no %s; the package `supervisor` is what we compare with" % python.missing())
        return SKIP_RETURN_CODE
    if work is not show and ours.missing():
        print("compat: cannot run %s; build it first" % ours.missing(), file=sys.stderr)
        return 2
    return 1 if runner.run([job_of(s, work) for s in chosen], options.jobs) else 0


if __name__ == "__main__":
    sys.exit(main())
