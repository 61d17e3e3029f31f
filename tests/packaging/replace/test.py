"""The package in place of Debian's package of Supervisor, and the way back: programs come back, what was configured and
whether the service is started at boot stays."""
further = ("supervisor",)
everywhere = True
limit = 600

PROGRAM = """[program:%s]
command=/bin/sleep 1000
"""
EDITED = """
; edited here
[program:own]
command=/bin/sleep 1000
"""
CONFIGURATION = "/etc/supervisor/supervisord.conf"
DROP_IN = "/etc/systemd/system/supervisor.service.d/limits.conf"


def test(t):
    host = t.host()
    edited_and_running(t, host)
    old_package_purged(t, host)
    back_again(t, host)
    for situation in (disabled_and_unedited, masked, own_unit):
        host.renew()
        situation(t, host)


def supervisor_runs(t, host, *programs):
    host.run("install -d /var/log/supervisor")   # the lab's systems begin without logs
    for program in programs:
        host.write("/etc/supervisor/conf.d/%s.conf" % program, PROGRAM % program)
    host.run("systemctl restart supervisor")
    t.wait(lambda: host.answers("supervisorctl status"), "Supervisor to answer")
    host.wait_running(*programs)
    t.match(r"^4\.\d+\.\d+$", host.run("supervisorctl version").strip(), "it is Supervisor")


def ours_runs(t, host, *programs):
    host.wait_running(*programs)
    t.match(r"\+supervise", host.run("supervisorctl version"), "it is ours")
    t.equal(host.unit("supervisord"), "active", "the service")


def no_question_later(t, host):
    """dpkg has the administrator's file as an edited one of this package: installing it once more asks nothing."""
    before = host.read(CONFIGURATION)
    said = host.run("cd /packages && dpkg --install supervise_*.deb 2>&1 </dev/null")
    t.absent("Configuration file", said)
    t.equal(host.read(CONFIGURATION), before, "the configuration")
    t.equal(host.run("ls /etc/supervisor").split(), ["conf.d", "supervisord.conf"], "nothing is left beside it")


def masked(t, host):
    host.run("systemctl mask --now supervisor")
    host.install(t.packages.deb)
    t.equal(host.enabled("supervisord"), "masked", "at the next boot")
    t.equal(host.run("pgrep -a supervisord", code=1), "", "what runs")


def own_unit(t, host):
    """An administrator's unit of the old name goes on to be the one that is used, also after `apt purge supervisor`."""
    host.run("cp /lib/systemd/system/supervisor.service /etc/systemd/system && systemctl daemon-reload")
    supervisor_runs(t, host, "web")
    host.install(t.packages.deb)
    host.apt("purge supervisor")
    host.wait_running("web")
    t.match(r"\+supervise", host.run("supervisorctl version"), "it runs ours")
    t.equal(host.unit("supervisor"), "active", "the administrator's unit")
    t.equal(host.enabled("supervisor"), "enabled", "at the next boot")
    t.equal(host.unit("supervisord"), "inactive", "the package's")
    t.equal(host.enabled("supervisord"), "disabled", "at the next boot")


def edited_and_running(t, host):
    """By dpkg alone, which removes the other package as the last thing."""
    host.run("printf '%%s' '%s' >>%s; chmod 640 %s" % (EDITED, CONFIGURATION, CONFIGURATION))
    host.write("/etc/supervisor/conf.d/kept.conf", "")
    host.run("mkdir -p %s" % DROP_IN.rsplit("/", 1)[0])
    host.write(DROP_IN, "[Service]\nLimitNOFILE=7777\n")
    host.run("systemctl daemon-reload")
    supervisor_runs(t, host, "web", "worker")
    before, pid = host.read(CONFIGURATION), host.pid("web")
    said = host.run("cd /packages && dpkg --install supervise_*.deb 2>&1 </dev/null")
    t.absent("Configuration file", said)
    ours_runs(t, host, "web", "worker", "own")
    t.true(host.pid("web") != pid, "programs are those of the new daemon")
    t.true(not host.answers("kill -0 %d" % pid), "the old ones have ended")
    t.equal(host.read(CONFIGURATION), before, "the edited configuration")
    t.equal(host.rights(CONFIGURATION), "root:root 640", "its rights")
    t.true(host.exists("/etc/supervisor/conf.d/kept.conf"), "files of programs stay")
    t.equal(host.enabled("supervisord"), "enabled", "at the next boot")
    t.equal(host.unit("supervisord", "LimitNOFILE"), "7777", "a drop-in for the old name")
    no_question_later(t, host)


def old_package_purged(t, host):
    """What is left of the old package can be purged: nothing of ours goes with it."""
    host.apt("purge supervisor")
    t.true(host.exists(CONFIGURATION), "the configuration is this package's now")
    t.equal(host.enabled("supervisord"), "enabled", "at the next boot")
    t.true(host.exists("/var/log/supervisor"), "logs")
    host.run("systemctl restart supervisor")
    ours_runs(t, host, "web", "worker", "own")


def back_again(t, host):
    """Removed, not purged, it leaves the configuration to whatever comes then, and a later purge leaves that alone."""
    host.apt("remove supervise")
    t.match("; edited here", host.read(CONFIGURATION))
    t.true(host.exists("/etc/supervisor/conf.d/web.conf"), "files of programs stay")
    t.equal(host.run("pgrep -a supervisord", code=1), "", "what still runs")


def disabled_and_unedited(t, host):
    """With apt, which removes the other package first; its service was disabled and stopped."""
    supervisor_runs(t, host, "web")
    host.run("systemctl disable --now supervisor")
    host.install(t.packages.deb)
    t.equal(host.enabled("supervisord"), "disabled", "at the next boot")
    t.equal(host.unit("supervisord"), "inactive", "the service")
    t.match("^; Configuration of supervisord", host.read(CONFIGURATION), "not edited: ours, which says the same")
    host.run("systemctl start supervisor")
    ours_runs(t, host, "web")
    no_question_later(t, host)
