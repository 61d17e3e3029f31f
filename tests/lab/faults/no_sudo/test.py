"""HD-INV-01, HD-INV-16: an account that may not become root is told so and changes nothing; one that may deploys."""
from story import tsup

seeds = ("simple",)


def test(t):
    key = (t.dir / "keys/root_id.pub").read_text()
    for host in t.hosts:
        host.run("useradd -m ops && install -d -o ops -g ops -m 700 /home/ops/.ssh")
        host.write("/home/ops/.ssh/authorized_keys", key)
    text = (t.dir / "app.yml").read_text()
    t.equal(text.count("ssh_user: root"), 2, "accounts")
    t.write("app.yml", text.replace("ssh_user: root", "ssh_user: ops, become: yes"))
    run = t.deploy(code=None)
    t.true(run.code in (2, 4), "its status\n" + run.everything())
    t.match(r"(?i)sudo", run.out + run.err, "the reason")
    for host in t.hosts:
        t.true(not host.answers("getent passwd tsup"), "nothing was done")

    for host in t.hosts:
        host.write("/etc/sudoers.d/ops", "ops ALL=(ALL) NOPASSWD:ALL\n", "0440")
    t.deploy()
    tsup.runs(t)
    t.done_again()
