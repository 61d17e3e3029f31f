"""What a deployer may count on: systemd, sshd, a shell, names; and what it may not: Python, a compiler, a way out."""
deployer = False


def test(t):
    for host in t.hosts:
        t.equal(host.run("hostname; cat /etc/hostname").split(), [host.name] * 2, "its name")
        t.equal(host.run("systemctl is-system-running").strip(), "running", "systemd's state")
        for program in ("python3", "python", "cc", "gcc", "supervisord"):
            t.true(not host.answers("command -v " + program), "no " + program)
        for program in ("sudo", "curl", "ip", "ps", "systemctl", "bash"):
            host.run("command -v " + program)
        t.absent("default", host.run("ip route"), "no way out")
    names = t.lab.keeper.sh("getent hosts en1.mycluster.com en2 deployer")
    t.equal([line.split()[0] for line in names.splitlines()], ["10.91.0.11", "10.91.0.12", "10.91.0.1"], "addresses")
    t.equal(t.hosts[0].run("getent hosts en2.mycluster.com").split()[0], "10.91.0.12", "hosts know each other")
