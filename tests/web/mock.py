"""A daemon as the page sees it, for what is hard to bring about with a real one: a thousand programs, each state,
refusals, a connection that breaks. Answers the routes of the page from what a test puts in."""
import http.server
import json
import pathlib
import queue
import re
import threading
import time
import urllib.parse

ASSETS = pathlib.Path(__file__).resolve().parents[2] / "libsupervise/web/assets"
HASH = "0123456789abcdef"
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
STATES = {"STOPPED": 0, "STARTING": 10, "RUNNING": 20, "BACKOFF": 30, "STOPPING": 40, "EXITED": 100, "FATAL": 200,
          "UNKNOWN": 1000}
ALIVE = ("STARTING", "RUNNING", "STOPPING")


def exited(text, expected=False, ago=30, asked=False):
    return {"time": int(time.time()) - ago, "status": None, "signal": None, "expected": expected, "asked": asked,
            "text": text}


def process(namespec, statename="RUNNING", pid=4000, uptime=3725, **members):
    group, _, name = namespec.rpartition(":")
    alive = statename in ALIVE
    now = int(time.time())
    base = {"group": group or name, "name": name, "namespec": namespec, "state": STATES[statename],
            "statename": statename, "description": "", "pid": pid if alive else None, "start": now - uptime,
            "stop": None if alive else now - 600, "now": now, "uptime": uptime if alive else None, "spawnerr": None,
            "exitstatus": 0, "last_exit": None, "restarts": 0, "memory": 48_000_000 if alive else None,
            "cpu_percent": 1.5 if alive else None, "cpu_seconds": 12.5 if alive else None,
            "process_count": 1 if alive else None, "stdout_logfile": "/var/log/%s.log" % name,
            "stderr_logfile": "/var/log/%s.err" % name}
    return {**base, **members}


class Mock:
    """`processes` is what there is; `told` tells followers. What the page did is in `acts`."""

    def __init__(self, processes=()):
        self.processes = {one["namespec"]: one for one in processes}
        self.session = {"user": "ada", "role": "admin", "token": "t0ken", "identifier": "mail-relay-2",
                        "version": "1.0.0", "supervisor_version": "4.2.5", "can_log_out": True}
        self.logs = {}
        self.acts = []
        self.results = {}  # namespec: (ok, text) for the next action
        self.programs = {}
        self.changes = {"added": [], "removed": [], "changed": [], "error": None}
        self.live_status = 200
        self.may_tell = threading.Event()  # cleared: followers have to wait for the first word
        self.may_tell.set()
        self.followers = []
        self.log_moved = threading.Condition()
        self.csp_reports = []
        handler = type("Handler", (Handler,), {"mock": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.url = "http://127.0.0.1:%d/" % self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.drop_followers()
        self.server.shutdown()
        self.server.server_close()

    def daemon(self, **members):
        now = int(time.time())
        return {"identifier": self.session["identifier"], "version": self.session["version"],
                "supervisor_version": "4.2.5", "state": 1, "statename": "RUNNING", "pid": 1234, "now": now,
                "uptime": 86400 * 3, "memory": 6_500_000, "cpu_percent": 0.1, "cpu_seconds": 4.0, **members}

    def snapshot(self):
        return {"schema": 1, "daemon": self.daemon(), "processes": list(self.processes.values()), "listeners": []}

    def told(self, event, data):
        for follower in list(self.followers):
            follower.put("event: %s\ndata: %s\n\n" % (event, json.dumps(data)))

    def change(self, namespec, statename, **members):
        self.processes[namespec] = process(namespec, statename, **members)
        self.told("process", self.processes[namespec])

    def usage(self, values):
        """{namespec: (memory, cpu)}"""
        changed = []
        for namespec, (memory, cpu) in values.items():
            one = self.processes[namespec]
            one["memory"], one["cpu_percent"] = memory, cpu
            changed.append({key: one[key] for key in
                            ("group", "name", "memory", "cpu_percent", "cpu_seconds", "process_count")})
        self.told("usage", {"daemon": self.daemon(), "processes": changed})

    def drop_followers(self):
        for follower in self.followers:
            follower.put(None)

    def log(self, key, data, replace=False):
        with self.log_moved:
            self.logs[key] = data if replace else self.logs.get(key, b"") + data
            self.log_moved.notify_all()

    def named(self, names):
        return [one["namespec"] for one in self.processes.values()
                if {one["namespec"], one["group"] + ":*", "all"} & set(names)]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    mock = None

    def log_message(self, *_):
        pass

    def answer(self, status, body, kind="application/json", **headers):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.head(status, kind, {"Content-Length": str(len(body)), **headers})
        self.wfile.write(body)

    def head(self, status, kind, headers):
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Security-Policy": POLICY, "X-Frame-Options": "DENY",
                            "Referrer-Policy": "same-origin", "X-Content-Type-Options": "nosniff", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def stream(self, kind):
        self.close_connection = True
        self.head(200, kind, {"Connection": "close"})

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        words = [urllib.parse.unquote(word) for word in url.path.strip("/").split("/")]
        query = dict(urllib.parse.parse_qsl(url.query))
        try:
            self.get(words, query)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def get(self, words, query):
        if words in ([""], ["index.html"]):
            page = (ASSETS / "index.html").read_text().replace("@ASSETS@", HASH)
            self.answer(200, page.encode(), TYPES[".html"])
        elif words[:2] == ["assets", HASH] and (ASSETS / words[-1]).is_file():
            path = ASSETS / words[-1]
            self.answer(200, path.read_bytes(), TYPES[path.suffix])
        elif words == ["api", "session"]:
            self.answer(200, self.mock.session)
        elif words == ["api", "live"]:
            self.live()
        elif words == ["api", "changes"]:
            self.answer(200, self.mock.changes)
        elif words[:2] == ["api", "program"]:
            found = self.mock.programs.get(words[2])
            self.answer(200 if found else 404, found or {"error": "there is no program %s" % words[2]})
        elif words == ["api", "mainlog"]:
            self.send_log("main", query)
        elif words[:2] == ["api", "log"]:
            self.send_log((words[2], words[3]), query)
        else:
            self.answer(404, {"error": "there is nothing at %s" % self.path})

    def live(self):
        if self.mock.live_status != 200:
            self.answer(self.mock.live_status, {"error": "too many follow already"})
            return
        events = queue.Queue()
        self.mock.followers.append(events)
        self.stream("text/event-stream")
        try:
            self.mock.may_tell.wait()
            text = "event: snapshot\ndata: %s\n\n" % json.dumps(self.mock.snapshot())
            while text is not None:
                self.wfile.write(text.encode())
                text = events.get()
        finally:
            self.mock.followers.remove(events)

    def send_log(self, key, query):
        data = self.mock.logs.get(key)
        if data is None:
            self.answer(404, {"error": "it has no such log"})
        elif "follow" in query:
            self.follow_log(key, int(query["follow"]))
        else:
            end = min(int(query.get("before", len(data))), len(data))
            begin = max(0, end - min(int(query.get("max", 65536)), 1 << 20))
            self.answer(200, data[begin:end], "application/octet-stream",
                        **{"X-Log-Begin": str(begin), "X-Log-End": str(end), "X-Log-Size": str(len(data))})

    def follow_log(self, key, offset):
        self.stream("application/octet-stream")
        while True:
            with self.mock.log_moved:
                self.mock.log_moved.wait_for(lambda: len(self.mock.logs[key]) != offset, 5)
                piece = self.mock.logs[key][offset:]
                if len(self.mock.logs[key]) < offset:
                    return
            self.wfile.write(piece)
            offset += len(piece)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.mock.acts.append((self.path, body))
        if self.headers.get("X-Supervise-Token") != self.mock.session["token"]:
            self.answer(403, {"error": "the token is not of this session"})
        elif self.path == "/api/act":
            results = []
            for namespec in self.mock.named(body["names"]):
                ok, text = self.mock.results.get(namespec, (True, body["action"] + "ed"))
                results.append({"namespec": namespec, "ok": ok, "text": text})
            self.answer(200, {"results": results})
        elif self.path == "/api/update":
            self.answer(200, {"results": [{"namespec": name, "ok": True, "text": "updated process group"}
                                          for name in body["groups"] or ["all"]]})
        else:
            self.answer(200, {})


def thousand():
    """A host with a thousand programs in forty groups, of which a few are in trouble."""
    many = []
    for i in range(1000):
        namespec = "%s-%02d:worker_%02d" % (("queue", "render", "mail", "import")[i % 4], i // 25, i % 25)
        namespec = re.sub("^[a-z]+", ("queue", "render", "mail", "import")[i // 25 % 4], namespec)
        many.append(process(namespec, pid=2000 + i, uptime=1000 + i * 37, memory=20_000_000 + i * 91_000,
                            cpu_percent=(i * 7 % 53) / 10))
    for i, state in ((17, "FATAL"), (412, "BACKOFF"), (700, "EXITED")):
        many[i] = process(many[i]["namespec"], state, spawnerr="Exited too quickly (process log may have details)" if
                          state != "EXITED" else None, last_exit=exited("exit status 2"), restarts=3)
    return many


def typical():
    """A host as they are, with each kind of trouble."""
    return [
        process("nginx", memory=9_100_000, cpu_percent=0.4, uptime=860000, process_count=5),
        process("redis", memory=231_000_000, cpu_percent=2.1, uptime=1200000),
        process("api:web_00", memory=412_000_000, cpu_percent=34.2, uptime=5200),
        process("api:web_01", memory=398_000_000, cpu_percent=31.0, uptime=5200),
        process("api:web_02", "BACKOFF", spawnerr="Exited too quickly (process log may have details)",
                last_exit=exited("exit status 1", ago=3), restarts=2),
        process("api:worker", memory=154_000_000, cpu_percent=112.0, uptime=180, restarts=4,
                last_exit=exited("terminated by SIGSEGV (core dumped)", ago=181)),
        process("mail:in", uptime=86000),
        process("mail:out", "STOPPED", start=0, stop=None),
        process("mail:bounce", "STARTING", uptime=1),
        process("backup", "EXITED", last_exit=exited("exit status 0", True, 7200)),
        process("import-orders", "FATAL",
                spawnerr="can't find command '/srv/orders/bin/import'; no such file", restarts=3),
        process("report", "EXITED", last_exit=exited("exit status 3", ago=900)),
        process("old-queue", "STOPPING", uptime=99000),
    ]


if __name__ == "__main__":
    import sys
    mock = Mock(thousand() if "1000" in sys.argv else typical())
    mock.log(("nginx", "stdout"), b"".join(b"\x1b[3%dmline\x1b[0m %d of many\n" % (i % 8, i) for i in range(100000)))
    mock.log("main", b"INFO supervisord started with pid 1234\n")
    print(mock.url, flush=True)
    threading.Event().wait()
