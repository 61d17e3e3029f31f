"""HD-CLI-23, HD-ACT-02, HD-ACT-09, HD-SUP-43, HD-USR-11: remove takes away what deploy made, twice is clean, and the
next deployment starts anew; the programs themselves stay."""
from story import tsup

seeds = ("simple",)

GONE = (tsup.CONF, "/etc/supervisord_tsupv.d", "/var/log/supervisor_tsupv", "/var/run/supervisor_tsupv", tsup.WRAPPER,
        "/usr/lib/systemd/system/" + tsup.UNIT, "/etc/systemd/system/multi-user.target.wants/" + tsup.UNIT, "/opt/tsup",
        "/home/tsup")


def test(t):
    t.deploy()
    tsup.runs(t)
    t.recap(t.hadeploy("--src app.yml --action remove --yes"), ok=16, changed=9)
    for host in t.hosts:
        t.equal([path for path in GONE if host.exists(path)], [], "left on " + host.name)
        t.true(not host.answers("getent passwd tsup"), "the account is gone")
        t.true(host.exists("/usr/bin/supervisord"), "what is installed stays")
        t.equal(host.unit(tsup.UNIT, "LoadState"), "not-found", "systemd has forgotten the unit")
    t.recap(t.hadeploy("--src app.yml --action remove --yes"), ok=15, changed=0)

    t.recap(t.deploy(), ok=20, changed=11)
    tsup.runs(t)
