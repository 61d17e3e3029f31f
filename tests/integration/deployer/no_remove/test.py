"""HD-FLD-05: what has no_remove stays on `remove`, also where a folder around it goes, with and without --force."""
from harness.deployer import Deployer

OWNER = 'owner: "@USER@", group: "@GROUP@"'
DESCRIPTION = """\
local_files_folders: ["@DIR@/src"]
folders:
- {scope: all, path: "@DIR@/to/app", mode: "0755", %(owner)s}
- {scope: here, path: "@DIR@/to/app/var/data", mode: "0755", no_remove: yes, %(owner)s}
- {scope: all, path: "@DIR@/to/app/tmp", mode: "0755", %(owner)s}
files:
- {scope: all, src: "file://text", dest_folder: "@DIR@/to/app", dest_name: kept, mode: "0644", no_remove: yes, %(owner)s}
- {scope: all, src: "file://text", dest_folder: "@DIR@/to/app", dest_name: gone, mode: "0644", %(owner)s}
""" % {"owner": OWNER}


def names(t):
    return sorted(str(path.relative_to(t.dir / "to")) for path in (t.dir / "to").rglob("*"))


def test(t):
    deployer = Deployer(t)
    t.write("src/text", "x")
    (t.dir / "to").mkdir()
    deployer.describe(DESCRIPTION)
    deployer.run()
    t.write("to/app/var/data/theirs", "precious")
    left = ["app", "app/kept", "app/var", "app/var/data", "app/var/data/theirs"]
    t.match("app' stays, with what has no_remove: (kept, var/data|var/data, kept)",
            deployer.run("--check", action="remove").out)
    t.true((t.dir / "to/app/gone").exists(), "a prediction removes nothing")
    for options in ((), ("--force",)):
        t.match("here: '.*app' stays, with what has no_remove: ", deployer.run("--yes", *options, action="remove").out)
        t.equal(names(t), left, "what is left")
        t.equal(deployer.recap("--yes", *options, action="remove").changed, 0, "changes of a second removal")
        deployer.run()
