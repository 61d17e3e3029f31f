"""HD-SUP-21: after a power cut, and after a reboot in good order, everything is back without the deployer."""
from story import tsup

seeds = ("simple", "web")


def test(t):
    t.deploy()
    tsup.runs(t)
    for off in ("power_off", "shut_down"):
        for host in t.hosts:
            getattr(host.host, off)()
            host.host.start()
        for host in t.hosts:
            host.host.wait_ready()
        tsup.runs(t)
        for host in t.hosts:
            t.equal(host.rights("/run/supervisor_tsupv"), "tsup:tsup 755", "the folder in volatile /run")
            t.wait(lambda host=host: "RUNNING" in host.run("supervisorctl_tsupv status", user="tsup", code=None),
                   "the program to be RUNNING on " + host.name)
            t.equal(tsup.login(t, host, "admin:admin"), 200, "the web interface")
        t.done_again()
