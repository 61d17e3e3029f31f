"""The configurations in the manual pages have no problem that --check knows, and do what the text says."""
import os
import pathlib
import re
import signal

ours_only = "the manual is ours"

PAGES = pathlib.Path(__file__).resolve().parents[4] / "man"


def examples(page, section):
    """Literal blocks that contain the section, as a reader would copy them."""
    text = (PAGES / page).read_text()
    blocks = re.findall(r"^\.Bd -literal.*?\n(.*?)^\.Ed$", text, re.M | re.S)
    return [block.replace("\\-", "-").replace("\\e", "\\") for block in blocks if section in block]


def one_with(mark, texts):
    """The only text that has the mark."""
    (found,) = [text for text in texts if mark in text]
    return found


def test(t):
    configurations = [*examples("supervisord.8", "[supervisord]"), *examples("supervisord.conf.5", "[supervisord]")]
    t.equal(len(configurations), 5, "number of configurations in the pages")
    for number, text in enumerate(configurations):
        (t.dir / "logs").mkdir(exist_ok=True)
        path = t.write("example%d.conf" % number, text.replace("/usr/bin/web", "/bin/true"))
        t.supervisord("--check", "--strict", "-c", path, code=0)

    # The one with everything: runs, and its workers have the names that supervisorctl(1) shows.
    t.conf = t.write("app.conf", one_with("[program:worker]", configurations).replace("8080", str(t.port())))
    t.socket_path = t.dir / "app.sock"
    t.start()
    t.wait_states({"web": "RUNNING", "worker:worker_00": "RUNNING", "worker:worker_01": "RUNNING"})
    t.wait_file("web.log", "Serving HTTP")
    t.stop()

    # The one for a container: its output is the program's, and so is its end.
    text = one_with("nodaemon=true", configurations).replace("8000", str(t.port())).replace("/run/", "@DIR@/")
    if os.geteuid() != 0:
        text = text.replace("user=root\n", "")
    daemon = t.launch(conf=t.write("container.conf", text), foreground=False)
    t.wait(lambda: "Serving HTTP" in daemon.out() and "web entered RUNNING" in daemon.out(), "the program to serve")
    spawned = t.match(r"spawned: 'web' with pid (\d+)", daemon.out())
    os.kill(int(spawned.group(1)), signal.SIGKILL)
    daemon.wait_exit(128 + signal.SIGKILL)
