"""HD-SEED-01, HD-SEED-09, HD-ACT-09: one description, two hosts, a supervisor and its program under its own account."""
from story import tsup

seeds = ("simple",)

RIGHTS = {
    "/opt/tsup": "tsup:tsup 755", tsup.SCRIPT: "tsup:tsup 755",
    tsup.CONF: "tsup:tsup 640", "/etc/supervisord_tsupv.d": "tsup:tsup 755", tsup.PROGRAM_CONF: "tsup:tsup 644",
    "/var/log/supervisor_tsupv": "tsup:tsup 755", "/var/run/supervisor_tsupv": "tsup:tsup 755",
    "/var/run/supervisor_tsupv/supervisor.sock": "tsup:tsup 700",
    "/usr/lib/systemd/system/" + tsup.UNIT: "root:root 644", tsup.WRAPPER: "root:root 755",
}


def test(t):
    run = t.deploy()
    # One more than HADeploy counts where the package is there: the hosts get the programs.
    t.recap(run, ok=20, changed=12)
    tsup.runs(t)
    for host in t.hosts:
        # HD-SUP-10 with HD-SUP-26: nobody else reads the configuration.
        t.equal({path: host.rights(path) for path in RIGHTS}, RIGHTS, "rights on " + host.name)
        t.equal(host.read(tsup.SCRIPT), (t.dir / "templates/program1.sh").read_text(), "${} is no variable here")
        t.match(r"^\[program:program1\]\ncommand=/bin/bash /opt/tsup/program1\.sh\nautostart=true$",
                host.read(tsup.PROGRAM_CONF))
        t.equal(host.unit(tsup.UNIT), "active", "the unit")
        t.equal(host.unit(tsup.UNIT, "UnitFileState"), "enabled", "at boot")
        t.wait(lambda host=host: "Hello from tsup:program1 to stdout....." in host.run(
            "supervisorctl_tsupv tail program1", user="tsup"), "the program to be heard on " + host.name)

    before = tsup.pids(t)
    again = t.deploy()
    t.recap(again, ok=18, changed=0)
    t.equal(tsup.pids(t), before, "what runs is left alone")
