"""Configurations that are refused: those of the integration test's table, with Supervisor's own words."""
import pathlib

from .scenario import scenario

_CASES = pathlib.Path(__file__).parents[2] / "integration" / "config" / "errors" / "cases.txt"


def _by_row():
    """{row: [configuration]}"""
    found = {}
    for block in _CASES.read_text().split("\n\n"):
        lines = block.strip("\n").split("\n")
        row = lines[0].lstrip("# ").split(" ")[0]
        config = "\n".join(line for line in lines[1:] if not line.startswith("=> ")) + "\n"
        found.setdefault(row, []).append(config)
    return found


def _steps(configs):
    def refused(s):
        s.t.write("bad.inc", "[program:y]\nnot an option\n")
        for config in configs:
            s.config(config)
            s.note("configuration", config.rstrip("\n"))
            s.run("-n", "-c", s.t.conf)
    return refused


for _row, _configs in _by_row().items():
    scenario("@BASE@", _row, name="refused_" + _row)(_steps(_configs))
