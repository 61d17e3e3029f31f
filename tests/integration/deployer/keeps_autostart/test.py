"""HD-PRG-17, HD-GAP-44: `state: current` keeps the autostart that the file on the host has, unless one is given."""
from harness.deployer import Deployer

PROGRAM = 'supervisor_programs:\n- {name: web, supervisor: tsupv, command: "sleep 1000", startsecs: 0%s}\n'


def test(t):
    deployer = Deployer(t)
    t.start()
    deployer.describe(PROGRAM % ", state: current")
    deployer.run()
    t.match("^autostart=false$", t.read("conf.d/web_prg.ini"))
    t.equal(t.state("web"), "STOPPED", "state of a new program")
    deployer.describe(PROGRAM % "")
    deployer.run()
    t.match("^autostart=true$", t.read("conf.d/web_prg.ini"))
    deployer.describe(PROGRAM % ", state: current")
    t.equal(deployer.recap().changed, 0, "changes")
    deployer.describe(PROGRAM % ", state: current, priority: 5")
    deployer.run()
    t.match("^autostart=true$", t.read("conf.d/web_prg.ini"))
    t.equal(t.state("web"), "RUNNING", "state")
    deployer.describe(PROGRAM % ", state: current, priority: 5, autostart: false")
    deployer.run()
    t.match("^autostart=false$", t.read("conf.d/web_prg.ini"))
    t.equal(t.state("web"), "RUNNING", "state without autostart")
