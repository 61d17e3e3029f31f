"""FCGI-003, FCGI-004, FCGI-007, CFG-198: PHP as an fcgi-program, reached through nginx, as it is run in earnest. As root
both are another user, whom the socket then belongs to."""
import json
import os
import re
import shutil
import socket
import subprocess
import urllib.error
import urllib.request

needs = ("nginx", "php_cgi")


def ask(t, target, body=None):
    """(HTTP status, answer of answer.php or None)"""
    try:
        with urllib.request.urlopen("http://127.0.0.1:%d%s" % (t.port(), target), body, 30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, None
    except OSError:
        return 0, None


def other_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def temporary_folders(t):
    """nginx makes a folder for each protocol it was built with, by default where only root may."""
    built = subprocess.run(["nginx", "-V"], capture_output=True, text=True, env={**t.env, "PATH": "/usr/sbin:/usr/bin"}).stderr
    protocols = {"client_body", "fastcgi", "proxy", "scgi", "uwsgi"} - set(re.findall(r"--without-http_(\w+)_module", built))
    return "\n    ".join("%s_temp_path %s/nginx/%s;" % (name, t.dir, name) for name in sorted(protocols))


def configure(t):
    (t.dir / "nginx").mkdir()
    if os.geteuid() == 0:
        shutil.chown(t.dir / "nginx", "nobody")
    words = {"@AS@": "user=nobody\n" if os.geteuid() == 0 else "", "@FCGI_PORT@": str(other_port()),
             "@TEMPORARY_FOLDERS@": temporary_folders(t)}
    for name in ("supervisord.conf", "nginx.conf"):
        text = t.read(name)
        for word, value in words.items():
            text = text.replace(word, value)
        t.write(name, text)


def pids_seen(t, target, expected):
    """Asks until each of these processes has answered."""
    seen = set()

    def all_of_them():
        status, answer = ask(t, target)
        t.equal(status, 200, target)
        seen.add(answer["pid"])
        return seen >= expected
    t.wait(all_of_them, lambda: "answers of %s, there are those of %s" % (expected, seen))
    t.equal(seen, expected, "who answers")


def test(t):
    configure(t)
    t.start()
    t.wait_states({"php:php_0": "RUNNING", "php:php_1": "RUNNING", "tcp": "RUNNING", "nginx": "RUNNING"})
    t.wait(lambda: ask(t, "/unix/hello.php")[0] == 200, lambda: "nginx to answer:\n" + t.read("nginx/error.log") + t.read("php.err"))

    # A request arrives with all that belongs to it.
    status, answer = ask(t, "/unix/some/hello.php?a=1&b=%C3%A4", b"name=J%C3%BCrgen&text=" + b"x" * 100000)
    t.equal((status, answer["script"], answer["query"]), (200, "/unix/some/hello.php", {"a": "1", "b": "\u00e4"}))
    t.equal(answer["form"], {"name": "J\u00fcrgen", "text": "x" * 100000}, "the form")
    t.equal(len(answer["body"]), 100000 + len("name=J%C3%BCrgen&text="), "the body")

    # Both of them answer; when one is killed, the other one does.
    first, second = t.pid("php:php_0"), t.pid("php:php_1")
    pids_seen(t, "/unix/x.php", {first, second})
    t.rpc.signalProcess("php:php_0", "KILL")
    t.wait_state("php:php_0", "EXITED")
    for _ in range(10):
        t.equal(ask(t, "/unix/x.php")[1]["pid"], second, "the one that is left")
    t.rpc.startProcess("php:php_0")
    pids_seen(t, "/unix/x.php", {t.pid("php:php_0"), second})

    t.equal(ask(t, "/tcp/x.php", b"k=v")[1], {"pid": t.pid("tcp"), "script": "/tcp/x.php", "query": [], "form": {"k": "v"}, "body": "k=v"})

    # The last one closes the socket; the next start makes it anew.
    t.rpc.stopProcessGroup("php")
    t.wait_log("INFO Closing socket unix", 2)
    t.equal(ask(t, "/unix/x.php")[0], 502, "nobody is there")
    if t.ours:
        t.true(not os.path.exists(t.dir / "php.sock"), "the file is removed")
    t.rpc.stopProcess("tcp")
    t.equal(ask(t, "/tcp/x.php")[0], 502, "nobody is there")
    t.rpc.startProcess("php:php_1")
    pids_seen(t, "/unix/x.php", {t.pid("php:php_1")})
    t.stop()
