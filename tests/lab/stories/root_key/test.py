"""HD-SEED-10: whoever cannot read root's key cannot run what needs it, and no host is asked; the application works."""
import os

from story import deployer, tsup

seeds = ("non_root",)


def logins(host):
    return host.run("journalctl --no-pager --unit=ssh | grep -c 'Accepted\\|Connection'", code=None)


def test(t):
    t.deploy("init.yml")
    keys = t.dir / "keys"
    keys.chmod(0o755)
    for name in ("tsup_id", "tsup_id.pub"):
        os.chown(keys / name, deployer.SOMEBODY, deployer.SOMEBODY)
    before = [logins(host) for host in t.hosts]
    run = t.deploy("init.yml", as_root=False, code=1)
    t.match(r"keys/root_id", run.out + run.err, "the message names the file")
    t.equal([logins(host) for host in t.hosts], before, "nobody was asked")
    t.deploy("app.yml", as_root=False)
    tsup.runs(t)
