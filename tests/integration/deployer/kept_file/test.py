"""HD-FIL-12, HD-PRG-24: `remove` takes away files that a deployment made, and keeps one that was there before and was only
found to be as described; a program's file of a conf_file_src is known to --prune by the ledger."""
from harness.deployer import Deployer

FILE = """\
local_files_folders: ["@DIR@/src"]
local_templates_folders: ["@DIR@/src"]
files:
- {scope: all, src: "file://text", dest_folder: "@DIR@/to", dest_name: before, owner: "@USER@", group: "@GROUP@",
   mode: "0644"}
- {scope: all, src: "file://text", dest_folder: "@DIR@/to", dest_name: new, owner: "@USER@", group: "@GROUP@",
   mode: "0644"}
"""
PROGRAMS = """\
supervisor_programs:
- {name: other, supervisor: tsupv, command: "sleep 1000", startsecs: 0}
"""
WEB = '- {name: web, supervisor: tsupv, conf_file_src: "tmpl://web.conf"}\n'


def test(t):
    deployer = Deployer(t)
    t.start()
    t.write("src/text", "x")
    t.write("to/before", "x", mode=0o644)
    t.write("src/web.conf", "[program:web]\ncommand=sleep 1000\nstartsecs=0\n")
    deployer.describe(FILE + PROGRAMS + WEB)
    deployer.run()
    t.equal(t.state("web"), "RUNNING", "state")

    deployer.describe(FILE + PROGRAMS)
    deployer.run("--prune", "--force")
    t.equal((t.dir / "conf.d" / "web_prg.ini").exists(), False, "the program's file is there")
    t.equal(t.states(), {"other": "RUNNING"}, "states")

    for options in (("--check",), ("--yes",)):
        t.match("here: '.*/to/before' is kept: no deployment made it", deployer.run(*options, action="remove").out)
    t.equal([path.name for path in (t.dir / "to").iterdir()], ["before"], "files that are left")
    deployer.run("--yes", "--force", action="remove")
    t.equal(list((t.dir / "to").iterdir()), [], "files that are left")
