"""HD-SEED-08, HD-INV-02, HD-INV-03, HD-SRC-08, HD-VAR-10: inventory, supervisors, application in files of their own."""
from story import tsup

seeds = ("improved",)


def test(t):
    init, app = ("--src mycluster.yml --src %s.yml --action deploy" % name for name in ("init", "app"))
    t.recap(t.hadeploy(init), ok=14, changed=10)
    t.recap(t.hadeploy(app), ok=8, changed=3)
    tsup.runs(t)
    for host in t.hosts:
        t.equal(tsup.login(t, host, "admin:admin"), 200, "the web interface")
    for words in (init, app):
        t.unchanged(t.hadeploy(words))

    # The inventory is missing: nothing to override, nothing contacted.
    alone = t.hadeploy("--src init.yml --action deploy", code=1)
    t.match("No host definition at all. Can't override", alone.out + alone.err, "HD-INV-06")
    t.equal(alone.recap, {}, "no recap")
