"""HD-SUP-15: the password may be given as its SHA-1; it is checked, and written nowhere in clear."""
from story import tsup

seeds = ("simple", "sha")

SHA1 = "{SHA}d033e22ae348aeb5660fc2140aec35850c4da997"  # of admin


def test(t):
    t.deploy()
    tsup.runs(t)
    for host in t.hosts:
        t.match(r"^password *= *%s$" % SHA1.replace("{", r"\{").replace("}", r"\}"), host.read(tsup.CONF))
        t.equal(tsup.login(t, host, "admin:admin"), 200, "the password")
        t.equal(tsup.login(t, host, "admin:" + SHA1), 401, "its hash is no password")
    t.done_again()
