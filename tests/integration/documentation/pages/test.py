"""What the README and the pages of doc/ show is what comes: files, commands and their output, one page after the other. What
else the pages show is the matter of documentation/commands."""
import pathlib

from harness import shown
from harness.wait import Failed

ours_only = "the documentation is ours"
limit = 300

DOC = pathlib.Path(__file__).resolve().parents[4] / "doc"
#: Pages that tell a story, with at least so many commands.
STORIES = {"README.md": 14, "getting-started.md": 12, "from-supervisor.md": 6, "supervisorctl.md": 12, "events.md": 3, "containers.md": 3,
           "faq.md": 1}


def check_the_checker():
    """It can fail."""
    assert shown.agrees(["a", "...", "d"], ["a", "b", "c", "d"]) and shown.agrees(["..."], [])
    assert not shown.agrees(["a", "..."], ["b"]) and not shown.agrees(["a"], ["a", "b"])
    assert shown.commands("$ a \\\n  b\nx\n$ c\n") == [("a \\\n  b", "x\n"), ("c", "")]


def test(t):
    check_the_checker()
    problems = []
    for path in (DOC.parent / "README.md", *sorted(DOC.glob("*.md"))):
        if path.name in shown.ELSEWHERE:
            continue
        try:
            ran = shown.Page(t, path).do()
            if ran < STORIES.get(path.name, 0):
                problems.append("%s: only %d commands are shown" % (path.name, ran))
        except Failed as failed:
            problems.append(str(failed))
    t.equal(problems, [], "what the pages show:\n" + "\n\n".join(problems))
