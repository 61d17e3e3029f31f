"""HD-GAP-01, HD-VAULT-03: `status` lists what a deployment would change, each thing once, and changes nothing; --diff
shows texts, but no secret; --states-only leaves it out."""
import json
import os
import time

from harness.deployer import Deployer

SCRIPT = "#!/bin/sh\nexec sleep 1000\n"
DESCRIPTION = """\
local_files_folders: [./files]
local_templates_folders: [./files]
encrypted_vars:
  token: |
@VAULT@
files:
- {scope: all, src: "file://work.sh", dest_folder: @DIR@, dest_name: run.sh, owner: @USER@, group: @GROUP@,
   mode: "0755", notify: ["supervisor://tsupv/web"]}
- {scope: all, src: "tmpl://secret", dest_folder: @DIR@, dest_name: secret, owner: @USER@, group: @GROUP@, mode: "0600"}
folders:
- {scope: all, path: @DIR@/data, owner: @USER@, group: @GROUP@, mode: "0750"}
supervisor_programs:
- {name: web, supervisor: tsupv, command: "@DIR@/run.sh", startsecs: 0}
"""


def test(t):
    deployer = Deployer(t)
    t.start()
    t.write("files/work.sh", SCRIPT)
    t.write("files/secret", "token {{ token }}\n")
    t.write("password", "very secret", mode=0o600)
    vault = t._run([deployer.program, "vault", "encrypt", "--vaultPasswordFile", "password"], {}, 0, None, None, t.dir,
                   60, input="hidden-token").out
    deployer.describe(DESCRIPTION.replace("@VAULT@", "\n".join("    " + line for line in vault.splitlines())))
    password = ("--vaultPasswordFile", "password")

    def status(*options, code=3):
        return deployer.run(*password, *options, action="status", code=code).out

    def differences(*options):
        (host,) = json.loads(status("--output", "json", *options))["hosts"]
        return {(one["what"], one["name"]): one["how"] for one in host["differences"]}

    # Before the first deployment nothing is there.
    at = str(t.dir)
    t.equal(differences(), {("file", at + "/run.sh"): "missing", ("file", at + "/secret"): "missing",
                            ("folder", at + "/data"): "missing",
                            ("program file", at + "/conf.d/web_prg.ini"): "missing"}, "differences")
    t.equal(sorted(path.name for path in (t.dir / "conf.d").iterdir()), [], "files that were written")

    deployer.run(*password)
    t.match("Everything is as described", status(code=0))
    t.equal(deployer.recap(*password, action="status").ok, 3, "lines of a status")

    # By hand, behind the back of the program, which runs with what was there.
    script = t.write("run.sh", SCRIPT + "# by hand\n", mode=0o700)
    os.utime(script, (time.time() + 60,) * 2)
    t.write("secret", "token other\n", mode=0o600)
    (t.dir / "data").rmdir()
    out = status("--diff")
    t.match(r"^here: file '.*/run.sh': content, mode 0700 -> 0755$", out)
    t.match(r"^-# by hand$", out)
    t.match(r"^here: file '.*/secret': content$", out)
    t.match(r"^here: folder '.*/data': missing$", out)
    t.match(r"^here: supervisor 'tsupv': program 'web': started before its files were changed$", out)
    t.absent("hidden-token", out)
    t.absent("token other", out)
    t.equal(t.read("run.sh"), SCRIPT + "# by hand\n", "what status leaves alone")
    out = status("--states-only", code=0)
    t.match("All states are as described.\nOnly states were looked at, .*: here", out)

    # A state is told where states are, and nowhere else.
    deployer.run(*password)
    t.ctl("stop web")
    out = status()
    t.equal(out.count("web is STOPPED, described as started"), 1, "how often it is told in %s" % out)
    t.match("Differences:\n.*STOPPED, described as started\n\Z", out)

    refused = deployer.run(action="status", code=1).err
    t.match("no vault password was given", refused)
    t.match("--states-only leaves that out", refused)
    deployer.run("--states-only", action="status", code=3)
    t.match("--states-only is for --action status", deployer.run("--states-only", code=1).err)
