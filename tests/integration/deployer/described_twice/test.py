"""HD-FIL-14: a path that two items want to be different things is refused; one that they want alike is not changed twice."""
from harness.deployer import Deployer

OWNER = 'owner: "@USER@", group: "@GROUP@"'
DESCRIPTION = """\
local_files_folders: ["@DIR@/src"]
folders:
- {scope: all, path: "@DIR@/to", mode: "0755", %(owner)s}
- {scope: here, path: "@DIR@/to/", mode: "%(folder)s", %(owner)s}
files:
- {scope: all, src: "file://tree/a", dest_folder: "@DIR@/to", mode: "%(file)s", %(owner)s}
trees:
- {scope: all, src: "file://tree", dest_folder: "@DIR@/to", file_mode: "0644", folder_mode: "0755", %(owner)s}
"""


def test(t):
    deployer = Deployer(t)
    t.write("src/tree/a", "x")
    deployer.describe(DESCRIPTION % {"owner": OWNER, "folder": "0755", "file": "0644"})
    deployer.run()
    t.equal(deployer.recap().changed, 0, "changes of a second deployment")
    deployer.describe(DESCRIPTION % {"owner": OWNER, "folder": "0700", "file": "0600"})
    for action in ("none", "deploy"):
        told = deployer.run(action=action, code=1).err
        t.match(r"folders\[1\].path: Folder .*to/?: '.*/to' is described before, and otherwise", told)
        t.match(r"trees\[0\].dest_folder: Tree file://tree: '.*/to/a' is described before", told)
        t.match(r"the other is File file://tree/a at .*app.yml:\d+:\d+", told)
