"""The first page of the guide on a host where nothing was ever done but installing the package, by somebody who is not
root: every command it shows prints what it shows. What of it is the machine's time is printed; the rest is reading."""
import pathlib
import shlex
import time

from harness import shown

further = ("python3",)   # the page's example of a program
limit = 300

PAGE = pathlib.Path(__file__).resolve().parents[3] / "doc/getting-started.md"
READER = "reader"


class PageOnHost(shown.Page):
    """Ports are those that are shown: the host's network is its own."""

    def __init__(self, host, path):
        self.host = host
        self.path = path
        self.text = path.read_text()
        self.folder = pathlib.PurePath("/home", READER, "app")
        self.ports = {}
        self.ran = 0
        self.printed("mkdir ~/app", "~")

    def with_ports(self, text):
        return text

    def printed(self, command, folder=None):
        script = "cd %s && exec bash -c %s 2>&1" % (folder or self.folder, shlex.quote(command))
        return self.host.run(script, user=READER, code=None)

    def write(self, name, content):
        self.printed("printf %%s %s >%s" % (shlex.quote(content), shlex.quote(name)))

    def check_fragment(self, content):
        """Added to the configuration before it, it is right."""
        self.write("fragment", content)
        said = self.printed("cat app.conf fragment >more.conf && supervisord --check -c more.conf; rm more.conf fragment")
        if said:
            raise shown.Failed("%s: with the fragment\n%s\nit says: %s" % (self.path.name, content, said))


def test(t):
    host = t.host()
    before = time.monotonic()
    host.install(t.packages.deb)
    installed = time.monotonic()
    host.run("useradd --create-home --shell /bin/bash " + READER)
    ran = PageOnHost(host, PAGE).do()
    done = time.monotonic()
    t.true(ran >= 15, "the page has %d commands" % ran)
    t.wait(lambda: not host.processes(READER), lambda: "nothing to be left; there is %s" % host.processes(READER))
    print("guide: installed in %.1f s, the %d commands of %s in %.1f s" % (
        installed - before, ran, PAGE.name, done - installed), flush=True)
