"""HD-GRP-03, HD-PRG-24: a group whose programs have the same hosts by other words; a member of a group that is pruned."""
from harness.deployer import Deployer

PROGRAMS = """\
supervisor_programs:
- {name: p, supervisor: tsupv, command: "sleep 1000", startsecs: 0}
- {name: q, supervisor: tsupv, scope: here, command: "sleep %d", startsecs: 0}
"""
R = '- {name: r, supervisor: tsupv, command: "sleep 1000", startsecs: 0}\n'
GROUP = "supervisor_groups:\n- {name: g, supervisor: tsupv, programs: [%s]}\n"


def test(t):
    deployer = Deployer(t)
    t.start()
    deployer.describe(PROGRAMS % 1000 + GROUP % "q, p")
    deployer.run()
    t.equal(t.states(), {"g:p": "RUNNING", "g:q": "RUNNING"}, "states")
    t.equal(deployer.recap().changed, 0, "changes of a second deployment")
    deployer.describe(PROGRAMS % 2000 + R + GROUP % "q, p, r")
    deployer.run()
    t.equal(t.states(), {"g:p": "RUNNING", "g:q": "RUNNING", "g:r": "RUNNING"}, "states")

    deployer.describe(PROGRAMS % 2000 + GROUP % "q, p")
    deployer.run("--prune", "--force")
    t.equal(t.states(), {"g:p": "RUNNING", "g:q": "RUNNING"}, "states")
    t.equal((t.dir / "conf.d" / "r_prg.ini").exists(), False, "the file of r is there")
    t.equal(deployer.recap("--prune", "--force").changed, 0, "changes of a second deployment")
    deployer.run("--yes", action="remove")
    t.equal(t.states(), {}, "states")
    t.equal(list((t.dir / "conf.d").iterdir()), [], "files that are left")
