"""HD-GAP-27, HD-PRG-16: a program that does not run with its new file runs with the one of before; the deployment fails."""
from harness.deployer import Deployer

PROGRAMS = """\
supervisor_programs:
- {name: web, supervisor: tsupv, command: "%s", startsecs: 1, startretries: 0}
- {name: api, supervisor: tsupv, command: "sleep 1000", startsecs: 0}
"""


def test(t):
    deployer = Deployer(t)
    t.start()
    deployer.describe(PROGRAMS % "sleep 1000")
    deployer.run()
    api = t.pid("api")
    good = t.read("conf.d/web_prg.ini")
    deployer.describe(PROGRAMS % "sh -c 'echo no such port >&2; exit 3'")
    for _ in range(2):
        failed = deployer.run(code=2).out
        t.match("no such port", failed)
        t.match("its configuration of before was put back, and it runs again with that", failed)
        t.equal(t.read("conf.d/web_prg.ini"), good, "the file")
        t.equal(t.state("web"), "RUNNING", "state")
    t.equal(t.pid("api"), api, "process of the other program")
    deployer.describe(PROGRAMS % "sleep 2000")
    t.equal(deployer.recap().changed, 2, "changes")
    t.match("sleep 2000", t.read("conf.d/web_prg.ini"))
