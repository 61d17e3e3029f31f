"""The engine of Ansible brings hosts to the state that the native one does: after either, the other changes nothing.
Simple case, web interface, and the deployment without root; then stop, start and remove by Ansible."""
import shutil

from story import tsup

seeds = ("simple",)
packages = ("python3",)
needs = ("ansible-playbook",)
limit = 600

PROJECT = "project"


def by_ansible(t, action="deploy", source="app.yml", *more, code=0):
    return t.hadeploy("--src", source, "--action", action, "--engine", "ansible", "--workingFolder", PROJECT, *more,
                      code=code, limit=180)


def same_both_ways(t, source):
    """Nothing is left to do for either engine."""
    before = tsup.pids(t)
    t.unchanged(by_ansible(t, source=source))
    t.done_again(source)
    t.equal(tsup.pids(t), before, "what runs is left alone")


def test(t):
    native_first(t)
    what_changes_is_restarted(t)
    stop_start_remove(t)
    ansible_first(t)


def native_first(t):
    t.deploy()
    tsup.runs(t)
    same_both_ways(t, "app.yml")


def what_changes_is_restarted(t):
    """The other variant of the description, by Ansible; then a program's file that is notified."""
    t.change_to("web")
    before = tsup.pids(t)
    by_ansible(t)
    tsup.runs(t)
    after = tsup.pids(t)
    for host in t.hosts:
        t.true(after[host.name][0] != before[host.name][0], "a changed configuration restarts the daemon")
        t.equal(tsup.login(t, host, "admin:admin"), 200, "the web interface of " + host.name)
        t.equal(tsup.login(t, host, "admin:wrong"), 401, "the web interface of " + host.name)
    same_both_ways(t, "app.yml")

    t.change_to("notify")
    by_ansible(t)
    before = tsup.pids(t)
    t.edit("templates/program1.sh", "Hello", "Good day")
    by_ansible(t)
    after = tsup.pids(t)
    for host in t.hosts:
        t.equal(after[host.name][0], before[host.name][0], "the daemon goes on")
        t.true(after[host.name][1] != before[host.name][1], "the program is a new one")
    same_both_ways(t, "app.yml")


def stop_start_remove(t):
    by_ansible(t, "stop")
    for host in t.hosts:
        host.wait_no_process("tsup")
    t.unchanged(by_ansible(t, "stop"))
    by_ansible(t, "start")
    tsup.runs(t)
    t.unchanged(by_ansible(t, "start"))
    t.match(r"program1: RUNNING", by_ansible(t, "status").out)
    by_ansible(t, "remove", "app.yml", "--yes")
    for host in t.hosts:
        for path in (tsup.CONF, tsup.WRAPPER, "/etc/supervisord_tsupv.d", "/usr/lib/systemd/system/" + tsup.UNIT,
                     "/opt/tsup", "/var/log/supervisor_tsupv"):
            t.true(not host.exists(path), "%s is gone from %s" % (path, host.name))
        t.true(not host.answers("id tsup"), "the account is gone from " + host.name)
    t.unchanged(by_ansible(t, "remove", "app.yml", "--yes"))


def ansible_first(t):
    """Fresh hosts, in two parts: root makes the supervisor, its account deploys programs. The hosts get their programs
    out of the project."""
    t.lab.reset()
    shutil.rmtree(t.dir / PROJECT)
    t.change_to("non_root")
    by_ansible(t, "deploy", "init.yml", "--check")
    for host in t.hosts:
        t.true(not host.exists("/opt/tsup") and not host.exists(tsup.CONF), "--check changes nothing on " + host.name)
    by_ansible(t, source="init.yml")
    for host in t.hosts:
        host.wait_processes("tsup", [tsup.DAEMON])
    t.unchanged(by_ansible(t, source="init.yml"))
    t.done_again("init.yml")
    by_ansible(t, source="app.yml")
    # Ansible keeps its logins open for a while, here as the same account.
    t.wait(lambda: all({tsup.DAEMON, tsup.PROGRAM} <= set(host.command_lines("tsup")) for host in t.hosts),
           "daemon and program to run")
    same_both_ways(t, "app.yml")
