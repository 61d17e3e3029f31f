"""HD-SEED-05, HD-SUP-13, HD-SUP-32, HD-ACT-10: a line more in the description is a changed file and a restart on each
host, and a page that answers."""
from story import tsup

seeds = ("simple",)


def test(t):
    t.deploy()
    t.change_to("web")
    run = t.deploy()
    t.recap(run, ok=19, changed=2)
    t.said(run, "TASK", "Setup configuration file /etc/supervisord_tsupv.conf", "changed")
    t.said(run, "TASK", "Setup supervisord_tsupv.service", "ok")
    t.said(run, "TASK", "Setup /usr/bin/supervisorctl_tsupv", "ok")
    t.said(run, "RUNNING HANDLER", "Restart supervisord_tsupv service", "changed")
    tsup.runs(t)
    for host in t.hosts:
        for credentials, number in (("admin:admin", 200), ("admin:wrong", 401), ("", 401)):
            t.equal(tsup.login(t, host, credentials), number, "as '%s' on %s" % (credentials, host.name))
        page = "http://%s.mycluster.com:9001/" % host.name
        number, _ = t.curl("-u", "admin:admin", page)
        t.equal(number, 200, page)
        number, body = t.curl("-u", "admin:admin", page + "api/status")
        t.equal(number, 200, "what the page shows")
        t.match("program1", body, "what the page shows")
        t.equal(t.curl(page)[0], 401, "the page without a password")
        t.true(not host.answers("cat " + tsup.CONF, user="nobody"), "nobody else reads the password")

    t.recap(t.deploy(), ok=18, changed=0)
