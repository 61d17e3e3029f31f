"""HD-GAP-25: hosts of one run that are one account of one machine share its lock and its ledger."""
from harness.deployer import Deployer

APP = """\
hosts:
- {name: one, connection: local}
- {name: two, connection: local}
local_files_folders: ["@DIR@/src"]
folders:
- {scope: all, path: "@DIR@/{{ inventory_hostname }}", owner: "{{ ansible_user_id }}", group: "{{ ansible_user_gid }}",
   mode: "0755"}
files:
- {scope: all, src: "file://text", dest_folder: "@DIR@/{{ inventory_hostname }}", owner: "{{ ansible_user_id }}",
   group: "{{ ansible_user_gid }}", mode: "0644"}
"""


def test(t):
    deployer = Deployer(t)
    t.write("src/text", "x")
    t.write("app.yml", APP)
    for changed in (2, 0):
        out = deployer.run().out
        for host in ("one", "two"):
            t.match(r"^%s +: ok=4 +changed=%d +unreachable=0 +failed=0" % (host, changed), out)
            t.equal(t.read(host + "/text"), "x", "the file of " + host)
    # Each knows what the other has made.
    deployer.run("--yes", action="remove")
    t.equal([host for host in ("one", "two") if (t.dir / host).exists()], [], "folders that are left")
    t.equal((t.dir / "home" / ".hadeploy" / "ledger").exists(), False, "something is left to remember")
