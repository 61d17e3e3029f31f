"""The package with the daemon on a host without Supervisor: installed, upgraded, removed, purged. And the deployer's."""
from harness.shell import TAB

further = ("man-db", "bash-completion")
everywhere = True
limit = 600

PROGRAM = """[program:web]
command=/bin/sh -c 'echo started; exec sleep 1000'
"""
OVER_TCP = """[inet_http_server]
port=127.0.0.1:9001
username=admin
password={SHA}d033e22ae348aeb5660fc2140aec35850c4da997
"""


def paths(host):
    """What is on the disk but for what package tools and systemd keep of their own, and what they compile."""
    left_out = ("/packages", "/var/lib/dpkg", "/var/lib/apt", "/var/cache", "/var/log/apt", "/var/log/dpkg.log",
                "/var/log/journal", "/var/log/wtmp", "/var/log/btmp", "/var/log/lastlog", "/var/lib/systemd", "/tmp",
                "/var/tmp", "/root")
    prune = " -o ".join("-path " + path for path in left_out)
    return set(host.run(r"find / -xdev \( %s \) -prune -o -print" % prune).splitlines())


def test(t):
    host = t.host()
    before = paths(host)
    installed(t, host)
    programs(t, host)
    reloaded(t, host)
    looked_at(t, host)
    instance(t, host)
    upgraded(t, host)
    deployer(t, host)
    whose_libraries(t, host)
    removed(t, host)
    host.run("rm /etc/supervisor/conf.d/*.conf /etc/supervisor/second.conf")
    host.apt("purge supervise supervise-hadeploy")
    left = paths(host) - before
    t.equal(left, set(), "what a purge leaves")
    t.equal(before - paths(host), set(), "what a purge takes too much")
    t.equal(host.run("find /etc/systemd /var/lib/systemd -name '*supervis*'"), "", "what a purge leaves of the service")


def installed(t, host):
    host.install(t.packages.deb)
    t.equal(host.unit("supervisord"), "active", "the service")
    t.equal(host.unit("supervisord", "Type"), "notify", "its type")
    t.equal(host.enabled("supervisord"), "enabled", "at the next boot")
    t.equal(host.unit("supervisor", "Id"), "supervisord.service", "the name that Debian's package has for it")
    for program in ("supervisord", "supervisorctl", "pidproxy", "echo_supervisord_conf"):
        t.absent("not found", host.run("ldd /usr/bin/" + program), "missing libraries of " + program)
    t.match("^; ", host.run("echo_supervisord_conf"), "the sample of a configuration")
    t.equal(host.run("supervisorctl status"), "", "no programs")
    host.run("supervisord --check -c /etc/supervisor/supervisord.conf")
    t.match(r"^Conffiles:\n /etc/supervisor/supervisord.conf \w+$", host.run("dpkg --status supervise"))
    t.equal(host.rights("/var/log/supervisor"), "root:root 755", "the folder of logs")
    t.equal(host.rights("/run/supervisor.sock"), "root:root 700", "the socket")


def programs(t, host):
    host.write("/etc/supervisor/conf.d/web.conf", PROGRAM)
    host.run("supervisorctl update")
    host.wait_running("web")
    t.wait(lambda: "started" in host.run("cat /var/log/supervisor/web-stdout---*.log"), "its output")
    t.wait(lambda: host.unit("supervisord", "StatusText") == "1 process: 1 RUNNING", "systemctl status to say so")


def reloaded(t, host):
    """`systemctl reload` takes over changes and leaves the rest running; one that is wrong is refused with a reason."""
    pid = host.pid("web")
    host.write("/etc/supervisor/conf.d/second.conf", PROGRAM.replace("web", "second"))
    host.run("systemctl reload supervisor")
    host.wait_running("second")
    t.equal(host.pid("web"), pid, "the program that has not changed")
    host.write("/etc/supervisor/conf.d/second.conf", "[program:second]\n")
    t.true(not host.answers("systemctl reload supervisord"), "a wrong configuration is refused")
    t.equal(host.pid("web"), pid, "the program that has not changed")
    host.run("rm /etc/supervisor/conf.d/second.conf; systemctl reload supervisord")
    t.match("no such process", host.run("supervisorctl status second", code=4), "the program that is gone")


def looked_at(t, host):
    """Manual pages and completion, as somebody who logs in finds them."""
    t.match("run programs, keep them running", host.run("man -P cat supervisord"))
    t.match("restart", host.run("man -P cat supervisorctl"))
    host.write("/root/bashrc", "PS1='$ '; . /usr/share/bash-completion/bash_completion")
    shell = host.console_shell("bash", "--rcfile", "/root/bashrc", "-i", prompt="$ ")
    shell.see_prompt()
    shell.type("supervisorctl rest", then="supervisorctl rest")
    shell.type(TAB, then="supervisorctl restart ")
    shell.type("w", then="supervisorctl restart w")
    shell.type(TAB, then="supervisorctl restart web ")
    shell.leave(b"\x15exit\r")


def instance(t, host):
    """A further supervisord from the template."""
    configuration = host.read("/etc/supervisor/supervisord.conf")
    for old, new in (("/var/run/supervisor.sock", "/run/second.sock"), ("supervisord.pid", "second.pid"),
                     ("supervisord.log", "second.log"), ("conf.d/*.conf", "second.d/*.conf")):
        configuration = configuration.replace(old, new)
    host.write("/etc/supervisor/second.conf", configuration)
    host.run("systemctl enable --now supervisord@second")
    t.match("^default|^$", host.run("supervisorctl -c /etc/supervisor/second.conf status"))
    t.true(host.run("cat /run/second.pid") != host.run("cat /run/supervisord.pid"), "two daemons")


def upgraded(t, host):
    web, second = host.pid("web"), host.run("cat /run/second.pid")
    host.run("echo '; mine' >>/etc/supervisor/supervisord.conf")
    host.install(t.packages.newer(t.dir))
    host.wait_running("web")
    t.true(host.pid("web") != web, "programs run below the new daemon")
    t.true(host.run("cat /run/second.pid") != second, "and so do those of a second one")
    t.match("; mine", host.read("/etc/supervisor/supervisord.conf"), "an edited configuration is kept")
    host.run("systemctl disable --now supervisord@second")
    host.run("systemctl disable supervisord")
    host.run("cd /packages && dpkg --install %s 2>&1" % t.packages.deb.name)
    t.equal(host.enabled("supervisord"), "disabled", "a service that was disabled stays so")
    host.run("systemctl enable --now supervisord")


def deployer(t, host):
    """It finds its agent and the tree that it sends, and the tree runs by itself."""
    host.install(t.packages.hadeploy)
    example = "/usr/share/doc/supervise-hadeploy/examples/hadeploy/app.yml"
    host.run("hadeploy --src %s --action none" % example)
    t.match("hadeploy-agent", host.run("/usr/libexec/supervise/hadeploy-agent --version"))
    tree = "/usr/lib/hadeploy/tree"
    t.match(r"^\d", host.run(tree + "/bin/supervisord --version"))
    host.run(r"cd %s && sed -n 's/^\(\S*\)  [0-9]*  /\1  /p' lib/supervise/MANIFEST | sha256sum --check --quiet" % tree)
    loaded = host.run("ldd %s/bin/supervisord" % tree)
    t.match("=> %s/lib/supervise/libfmt|=> %s/bin/../lib/supervise/libfmt" % (tree, tree), loaded, "its own libraries")
    t.match(r"^hadeploy", host.run("man -P cat hadeploy").lower().strip())


def whose_libraries(t, host):
    """Those that have another name in each release are the package's own. OpenSSL is the distribution's, with its security
    updates, also beside the tree that the deployer sends, which has one."""
    host.run("cat >>/etc/supervisor/supervisord.conf <<'END'\n%sEND" % OVER_TCP)
    host.run("systemctl restart supervisord")
    host.wait_running("web")
    t.match(r"^\d+$", host.run("supervisorctl -s http://127.0.0.1:9001 -u admin -p admin pid"), "a hashed password")
    maps = host.run("cat /proc/$(cat /run/supervisord.pid)/maps")
    loaded = sorted({line.split()[-1] for line in maps.splitlines() if ".so" in line})
    own = [path for path in loaded if path.startswith("/usr/lib/supervise/")]
    t.equal({path.rsplit("/", 1)[1].split(".")[0] for path in own}, {"libfmt", "libtinyxml2"}, "its own, of %s" % loaded)
    t.match("^(/usr)?/lib/[^/]*-linux-gnu/libcrypto.so.3$", "\n".join(loaded), "whose OpenSSL")
    t.absent("hadeploy", "\n".join(loaded), "nothing of the tree that is sent")
    loaded = host.run("ldd /usr/bin/hadeploy")
    t.absent("not found|hadeploy/tree", loaded, "missing libraries of hadeploy")
    t.match("=> /usr/(bin/../)?lib/hadeploy/libyaml-cpp", loaded, "its own")
    t.match("=> (/usr)?/lib/[^/]*-linux-gnu/libcrypto.so.3", loaded, "whose OpenSSL")


def removed(t, host):
    pid = host.pid("web")
    host.apt("remove supervise")
    t.true(not host.answers("kill -0 %d" % pid), "its programs have been stopped")
    t.true(host.exists("/etc/supervisor/conf.d/web.conf"), "its configuration stays")
    t.match("; mine", host.read("/etc/supervisor/supervisord.conf"))
    host.install(t.packages.deb)
    host.wait_running("web")
    t.equal(host.enabled("supervisord"), "enabled", "as it was before it was removed")
