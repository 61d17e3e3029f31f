"""HD-PRG-24, HD-GAP-14: programs that are not described any more are shown, and removed when that is asked for."""
import json

from harness.deployer import Deployer

PROGRAMS = """\
supervisor_programs:
- {name: web, supervisor: tsupv, command: "sleep 1000", startsecs: 0}
"""
OLD = '- {name: old, supervisor: tsupv, command: "sleep 1000", startsecs: 0}\n'


def test(t):
    deployer = Deployer(t)
    t.start()
    deployer.describe(PROGRAMS + OLD)
    deployer.run()
    t.write("conf.d/own_prg.ini", "[program:own]\ncommand=sleep 1000\nstartsecs=0\n")
    t.ctl("update own")
    web = t.pid("web")
    deployer.describe(PROGRAMS)

    # Another description may have programs in a daemon that this one does not manage.
    status = deployer.run(action="status").out
    t.match(r"Notes:\nhere: supervisor 'tsupv': file '.*/old_prg.ini' is not in this description", status)
    found = json.loads(deployer.run("--output", "json", action="status").out)["hosts"][0]["supervisors"][0]
    t.equal(found["leftover_files"], ["old_prg.ini"], "leftover_files")
    out = deployer.run("--prune").out
    t.match(r"not in this description, but maybe in another: .*/old_prg.ini \(--prune --force removes it\)", out)
    t.equal(t.state("old"), "RUNNING", "state of what is not removed yet")

    deployer.run("--prune", "--force")
    t.equal((t.dir / "conf.d" / "old_prg.ini").exists(), False, "the file is there")
    t.equal(t.states(), {"web": "RUNNING", "own": "RUNNING"}, "states")
    t.equal(t.pid("web"), web, "process of web")
    t.true((t.dir / "conf.d" / "own_prg.ini").exists(), "a file without our banner stays")
