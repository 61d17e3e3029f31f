"""HD-CLI-28, HD-GAP-17: --check predicts what the deployment behind it does, from any state, and changes nothing."""
from harness.deployer import Deployer

limit = 240

SCRIPT = "#!/bin/sh\n# %s\nexec sleep 1000\n"
FILES = """\
files:
- {scope: all, src: "file://work.sh", dest_folder: @DIR@, dest_name: run.sh, owner: @USER@, group: @GROUP@,
   mode: "0755", notify: ["supervisor://tsupv/web"]}
folders:
- {scope: all, path: @DIR@/data, owner: @USER@, group: @GROUP@, mode: "0750"}
"""
WEB = '- {name: web, supervisor: tsupv, command: "@DIR@/run.sh", startsecs: 0%s}\n'
API = '- {name: api, supervisor: tsupv, command: "sleep 1000", startsecs: 0}\n'


def test(t):
    deployer = Deployer(t)
    (t.dir / "files").mkdir()
    t.start()

    def described(more="", *programs, groups=""):
        local = "local_files_folders: [./files]\n"
        deployer.describe(local + FILES + "supervisor_programs:\n" + WEB % more + "".join(programs) + groups)

    def script(word):
        t.write("files/work.sh", SCRIPT % word)

    def predicted(what, *options):
        before = sorted((p.name, p.read_bytes()) for p in (t.dir / "conf.d").iterdir())
        states = t.states()
        foreseen = deployer.recap("--check", *options)
        t.equal(sorted((p.name, p.read_bytes()) for p in (t.dir / "conf.d").iterdir()), before, what + ": files")
        t.equal(t.states(), states, what + ": states")
        t.equal(deployer.recap(*options), foreseen, what)
        t.equal(deployer.recap(*options).changed, 0, what + ": changes of a second deployment")
        return foreseen

    script("one")
    described()
    t.true(predicted("first").changed > 0, "the first deployment changes something")
    t.equal(predicted("again").changed, 0, "changes of another one")
    script("two")
    t.equal(predicted("script").changed, 2, "changes: the script and the restart")
    described(", priority: 5")
    t.equal(predicted("program file").changed, 2, "changes: the file and the restart")
    script("three")
    described(", priority: 6")
    predicted("both")
    t.ctl("stop web")
    t.equal(predicted("stopped by hand").changed, 1, "changes: the state")
    described(", priority: 6", API)
    predicted("program added")
    t.ctl("stop api")
    described(", priority: 7", API)
    predicted("one changed, one stopped")
    described(", priority: 7, state: stopped", API)
    predicted("described as stopped")
    described(", priority: 7", API, groups="supervisor_groups:\n- {name: site, supervisor: tsupv, programs: [web, api]}\n")
    predicted("a group of both")
    t.equal(t.states(), {"site:web": "RUNNING", "site:api": "RUNNING"}, "states in the group")
    described(", priority: 7", API)
    predicted("no group any more")
    t.equal(t.states(), {"web": "RUNNING", "api": "RUNNING"}, "states without the group")
    described(", priority: 7")
    predicted("program gone", "--prune", "--force")
    t.equal(sorted(t.states()), ["web"], "what is left")
