"""The example that is installed, etc/hadeploy, and the guide explains: deployed to hosts, used as the guide says, and
removed."""
import shutil

from harness.programs import ROOT

NAMES = ("edge1", "edge2")
DAEMON = "/usr/bin/supervisord -c /etc/supervisord_clock.conf"
PROGRAM = "/bin/sh /opt/clock/clock.sh"

# Its hosts are those of the lab.
LAB = """\
host_overrides:
- { name: edge1, ssh_host: en1.mycluster.com, ssh_private_key_file: keys/root_id }
- { name: edge2, ssh_host: en2.mycluster.com, ssh_private_key_file: keys/root_id }
"""


def test(t):
    shutil.copytree(ROOT / "etc" / "hadeploy", t.dir, dirs_exist_ok=True)
    t.write("lab.yml", LAB)
    example = "--src lab.yml --src app.yml --action "
    t.hadeploy(example + "none")
    t.true("+    sleep 5\n" in t.hadeploy(example + "deploy --check --diff").out, "what would change")
    t.true(not any(host.exists("/opt/clock") for host in t.hosts), "nothing was changed")

    t.hadeploy(example + "deploy")
    for host in t.hosts:
        host.wait_processes("clock", [DAEMON, PROGRAM])
        t.wait(lambda host=host: "it is " in host.run("supervisorctl_clock tail ticker", user="clock"),
               "the program to be heard on " + host.name)
    t.unchanged(t.hadeploy(example + "deploy"), NAMES)
    t.true("Everything is as described." in t.hadeploy(example + "status").out, "all is well")

    before = {host.name: host.pid_of("clock", PROGRAM) for host in t.hosts}
    t.recap(t.hadeploy("--src lab.yml --src app.yml --var seconds=2 --action deploy --limit edge1"), ok=20, changed=2,
            hosts=("edge1",))
    after = {host.name: host.pid_of("clock", PROGRAM) for host in t.hosts}
    t.true(after["en1"] != before["en1"], "restarted, as its script has changed")
    t.equal(after["en2"], before["en2"], "the other host is left alone")

    t.hadeploy(example + "remove --yes")
    for host in t.hosts:
        t.equal([path for path in ("/opt/clock", "/etc/supervisord_clock.conf", "/home/clock") if host.exists(path)],
                [], "left on " + host.name)
