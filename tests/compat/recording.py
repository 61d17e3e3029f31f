"""The recorded results: recorded/<group>/<scenario>.txt, what the packaged Supervisor showed and, where we differ on
purpose, what is shown here. The group is that of the first row the scenario names.

A section that differs on purpose stands there twice:

    <<< Supervisor
    ...
    === here: doc/compatibility.md, PROC-045
    ...
    >>>
"""
import pathlib
import re

FOLDER = pathlib.Path(__file__).resolve().parent / "recorded"
_COMPATIBILITY = pathlib.Path(__file__).resolve().parents[2] / "doc" / "compatibility.md"
_THEIRS, _OURS, _END = "<<< Supervisor", "=== here: doc/compatibility.md, ", ">>>"


class Wrong(Exception):
    """The recording and the scenarios do not go together; the text says what to do."""


class Section:
    """One step: a title, the lines that were seen, and the row of doc/compatibility.md when they are meant to differ."""

    def __init__(self, title, lines, row=None):
        self.title = title
        self.lines = lines
        self.row = row


def path_of(scenario):
    return FOLDER / scenario.group / (scenario.name + ".txt")


def flat(sections):
    """The lines that are compared."""
    return [line for section in sections for line in ("## " + section.title, *section.lines)]


def flat_unmarked(sections):
    """Those that must not differ."""
    return flat(section for section in sections if section.row is None)


def documented_rows():
    """The rows that doc/compatibility.md has a line for."""
    first_cells = re.findall(r"^\| ([^|]+) \|", _COMPATIBILITY.read_text(), re.M)
    return {row for cell in first_cells for row in re.findall(r"[A-Z]+-\d{3}", cell)}


def _head(scenario, version):
    return ["# %s: %s" % (scenario.name, " ".join(scenario.rows)),
            "# What Supervisor %s shows. Written by tests/compat/run.py --record." % version, ""]


def text_of(scenario, version, theirs, ours):
    """The recording of two transcripts. `ours` may be None where no section is meant to differ."""
    lines = _head(scenario, version)
    for index, section in enumerate(theirs):
        lines.append("## " + section.title)
        if section.row is None:
            lines += section.lines
            continue
        if section.row not in documented_rows():
            raise Wrong("%s: doc/compatibility.md has no line for %s" % (scenario.name, section.row))
        if index >= len(ours) or ours[index].title != section.title:
            raise Wrong("%s: the steps are not the same on both" % scenario.name)
        if ours[index].lines == section.lines:
            raise Wrong("%s: '%s' does not differ; remove the note of %s" % (scenario.name, section.title, section.row))
        lines += [_THEIRS, *section.lines, _OURS + section.row, *ours[index].lines, _END]
    return "\n".join(lines) + "\n"


def read(scenario):
    """(version of Supervisor, its lines, ours) as `flat` makes them."""
    path = path_of(scenario)
    if not path.exists():
        raise Wrong("there is no %s; record it: tests/compat/run.py --record %s" % (path, scenario.name))
    lines = path.read_text().split("\n")[:-1]
    head = _head(scenario, "")
    if lines[0] != head[0]:
        raise Wrong("%s begins with %r, the scenario is %r; record it anew" % (path, lines[0], head[0]))
    version = lines[1].split()[3]
    theirs, ours, into = [], [], None
    for line in lines[len(head):]:
        if line == _THEIRS:
            into = theirs
        elif line.startswith(_OURS) and into is theirs:
            into = ours
        elif line == _END and into is ours:
            into = None
        else:
            for seen in (theirs, ours) if into is None else (into,):
                seen.append(line)
    return version, theirs, ours


def write(scenario, text):
    """Returns whether that changed the file."""
    path = path_of(scenario)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_text() == text:
        return False
    path.write_text(text)
    return True


def without_scenario(scenarios):
    """Recordings that no scenario claims."""
    claimed = {path_of(scenario) for scenario in scenarios}
    return sorted(path for path in FOLDER.glob("*/*.txt") if path not in claimed)
