"""HD-GAP-02: an account deploys programs to a supervisor that its description only names; where that is laid out is read
on each host, before anything is changed on any."""
from story import tsup

seeds = ("non_root",)

DESCRIBED = """\
- name: tsupv 
  scope: all
  user: tsup
  group: tsup
  http_server: { endpoint: "0.0.0.0:9001", username: admin, password: admin }
  managed: no
"""


def test(t):
    t.edit("app.yml", DESCRIBED, "- { name: tsupv, scope: all, found: yes }\n")
    t.deploy("init.yml")
    t.recap(t.deploy("app.yml"), ok=8, changed=3)
    tsup.runs(t)
    for host in t.hosts:
        t.equal(host.rights(tsup.PROGRAM_CONF).split()[0], "tsup:tsup", "the program's file")
    t.done_again("app.yml")
    t.hadeploy("--src app.yml --action status", code=0)

    # Not there, on one host: nothing is done on any.
    t.host("en2").run("mv %s /root/away" % tsup.CONF)
    t.edit("templates/program1.sh", "Hello", "Good day")
    run = t.hadeploy("--src app.yml --action deploy", code=1)
    t.match(r"supervisor 'tsupv' is not found: there is no %s here \(on en2\)" % tsup.CONF, run.err, "what is missing")
    t.true(not any("Good day" in host.read(tsup.SCRIPT) for host in t.hosts), "nothing was changed")
    # There, but not for this account to read.
    t.host("en2").run("install -m 0600 /root/away %s" % tsup.CONF)
    run = t.hadeploy("--src app.yml --action deploy", code=1)
    t.match(r"%s cannot be read by the account that is logged in" % tsup.CONF, run.err, "what cannot be read")
