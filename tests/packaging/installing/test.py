"""doc/installing.md, done on a booted host by somebody who may use sudo: each of its blocks is run or put where it says, or
stands in ELSEWHERE with the test that does it."""
import pathlib
import re

from harness import shown
from harness.wait import Failed

further = ("python3",)   # as guide has: they share a system
limit = 300

PAGE = pathlib.Path(__file__).resolve().parents[3] / "doc/installing.md"
#: By their beginning. None of these can be done on a host without a network.
ELSEWHERE = {
    "sudo apt install supervisor ": "replace, with the package already there",
    "scripts/deps build\n": "image, where a clone is built, and tests/install",
    "docker build ": "image",
}
PROGRAM = "[program:web]\ncommand=/bin/sleep 1000\nstartsecs=0\n"
MINE = """[unix_http_server]
file=/srv/mine/s.sock
[supervisord]
logfile=/srv/mine/supervisord.log
pidfile=/srv/mine/supervisord.pid
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix:///srv/mine/s.sock
"""


class Page:
    """Its blocks, each taken once."""

    def __init__(self):
        self.left = [content for _, language, content in shown.blocks(PAGE.read_text())]
        for beginning in ELSEWHERE:
            self.take(beginning)

    def take(self, beginning):
        found = [content for content in self.left if content.startswith(beginning)]
        if not found:
            raise Failed("%s: no block is left that begins with %r" % (PAGE.name, beginning))
        self.left.remove(found[0])
        return found[0]


def test(t):
    page = Page()
    host = t.host()
    host.copy(t.packages.tree)
    packages(t, host, page)
    drop_ins(t, host, page)
    customer(t, host, page)
    tree_beside(t, host, page)
    tree_as_service(t, host, page)
    below_usr_local(t, host, page)
    t.equal(page.left, [], "blocks of %s that are neither done nor in ELSEWHERE" % PAGE.name)


def do(host, block):
    """As it is shown, where the files are."""
    return host.run("cd /packages && set -e\n%s\n" % block)


def packages(t, host, page):
    do(host, page.take("sudo apt install ./supervise_"))
    for command, expected in shown.commands(page.take("$ systemctl is-active")):
        t.equal(host.run(command), expected.rstrip("\n") + "\n" if expected.strip() else "", command)
    host.write("/etc/supervisor/conf.d/web.conf", PROGRAM)
    host.run("supervisorctl update")
    host.wait_running("web")
    t.equal(do(host, page.take("tar -xzf supervise-*")), "", "what the tree says of the configuration")


def drop_ins(t, host, page):
    folder = "/etc/systemd/system/supervisord.service.d"
    host.run("mkdir " + folder)
    host.write(folder + "/limits.conf", page.take("[Service]\n# a program"))
    host.write(folder + "/sandbox.conf", page.take("[Service]\nNoNewPrivileges"))
    host.run("systemctl daemon-reload && systemctl restart supervisord")
    host.wait_running("web")
    t.equal(host.unit("supervisord", "TimeoutStopUSec"), "40min")
    t.equal(host.run("systemd-analyze verify --man=no supervisord.service 2>&1"), "", "what systemd says of the drop-ins")
    # A lab's host cannot raise the limit that it has itself; that systemd would is enough.
    t.equal(host.unit("supervisord", "LimitNOFILE"), "65536")
    t.match(r"^NoNewPrivs:\s*1$", host.run("cat /proc/%d/status" % host.pid("web")), "what a program may not")


def customer(t, host, page):
    host.run("groupadd customer && mkdir /etc/supervisor/customer.d")
    host.write("/etc/supervisor/customer.conf", page.take("[unix_http_server]\nfile=/run/supervisor-customer.sock"))
    host.write("/etc/supervisor/customer.d/theirs.conf", PROGRAM.replace("web", "theirs"))
    block = page.take("sudo systemctl enable --now supervisord@customer")
    t.match(r"^theirs +(STARTING|RUNNING)", do(host, block), "its program")
    wait_status(t, host, block.splitlines()[-1], "theirs")
    t.equal(host.rights("/run/supervisor-customer.sock"), "root:customer 770", "who may use it")


def tree_beside(t, host, page):
    """For any user, from any folder."""
    host.run("useradd --create-home me && install -d -o me /srv/mine && cp /packages/*.tar.gz /srv/mine")
    host.run("printf %%s '%s' >/srv/mine/my.conf && chown me /srv/mine/my.conf" % (MINE + PROGRAM))
    block = page.take("tar -xzf " + t.packages.tree.name)
    host.run("cd /srv/mine && set -e\n" + block, user="me")
    control = "/srv/mine/%s/bin/supervisorctl -c /srv/mine/my.conf " % t.packages.tree.name.replace(".tar.gz", "")
    t.wait(lambda: "RUNNING" in host.run(control + "status", user="me", code=None), "the program of the tree to run")
    host.run(control + "shutdown", user="me")


def tree_as_service(t, host, page):
    host.renew()
    host.copy(t.packages.tree)
    do(host, page.take("sudo tar -C /opt"))
    runs_from(t, host, "/opt/supervise", t.packages.tree.name.replace(".tar.gz", ""))


def below_usr_local(t, host, page):
    """What `cmake --install` puts there is the tree's, but for the place that its units name."""
    host.renew()
    host.copy(t.packages.tree)
    host.run("tar -C /usr/local --strip-components=1 -xzf /packages/*.tar.gz && "
             "sed -i 's|/opt/supervise/|/usr/local/|' /usr/local/lib/systemd/system/*.service")
    do(host, page.take("sudo install -d /etc/supervisor"))
    runs_from(t, host, "/usr/local", "/usr/local/bin")


def runs_from(t, host, prefix, part):
    t.equal(host.unit("supervisord"), "active", "the service of " + prefix)
    program = host.run("readlink /proc/$(systemctl show -P MainPID supervisord)/exe")
    t.match(re.escape(part), program, "which program it is")
    host.write("/etc/supervisor/conf.d/web.conf", PROGRAM)
    host.run("systemctl reload supervisord")
    wait_status(t, host, prefix + "/bin/supervisorctl status", "web")


def wait_status(t, host, command, program):
    t.wait(lambda: re.search("^%s +RUNNING" % program, host.run(command, code=None), re.M), "%s to run" % program)
