"""HD-GAP-02: programs are deployed to a supervisor that the description only names; where its files are is read on the
host."""
from harness.deployer import Deployer

BEGIN = """\
hosts:
- {name: here, connection: local}
supervisors:
- {name: tsupv, scope: all, found: yes, conf_file_dst: @DIR@/supervisord.conf}
"""
OTHER = 'supervisor_programs:\n- {name: other, supervisor: tsupv, command: "sleep 1000", startsecs: 0}\n'
PROGRAM = 'supervisor_programs:\n- {name: web, supervisor: tsupv, command: "sleep 1000", startsecs: 0}\n'


def test(t):
    deployer = Deployer(t)
    t.write("app.yml", BEGIN + PROGRAM)
    configuration = t.read("supervisord.conf")
    program = t.dir / "conf.d" / "web_prg.conf"

    # What is wrong is told before anything is changed.
    for missing, told in (("[include]", "has no .include. with 'files'"), ("[unix_http_server]", "has no socket"),
                          ("[supervisord]", "is not the configuration of a supervisor")):
        t.write("supervisord.conf", configuration.replace(missing, "[other]"))
        t.match("supervisor 'tsupv' is not found: .*" + told, deployer.run(code=1).err)
    (t.dir / "supervisord.conf").unlink()
    t.match("there is no .*/supervisord.conf here", deployer.run(code=1).err)
    t.equal(list((t.dir / "conf.d").iterdir()), [], "files that were written")
    deployer.run(action="none")

    # As a distribution has it: *.conf.
    t.write("supervisord.conf", configuration.replace("conf.d/*.ini", "conf.d/*.conf"))
    t.start()
    deployer.run()
    t.true(program.exists(), "the program's file is where the supervisor reads it")
    t.equal(t.state("web"), "RUNNING", "state")
    t.equal(deployer.recap().changed, 0, "changes of a second run")
    t.match("Everything is as described", deployer.run(action="status").out)
    deployer.run(action="stop")
    t.equal(t.state("web"), "STOPPED", "state")

    t.write("app.yml", BEGIN + OTHER)
    t.match(r"web_prg.conf \(--prune --force removes it\)", deployer.run("--prune").out)
    deployer.run("--prune", "--force")
    t.equal(program.exists(), False, "the file is there")
    t.equal(t.states(), {"other": "RUNNING"}, "states")
