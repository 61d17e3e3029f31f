"""A daemon that answers what it is told to, and leaves whoever asks for anything else without an answer."""
import http.server
import socket
import threading
import xmlrpc.client


def process(group, name, state=20, statename="RUNNING"):
    """What getProcessInfo tells."""
    return {"group": group, "name": name, "state": state, "statename": statename, "description": "", "pid": 7,
            "start": 1, "stop": 0, "now": 2, "spawnerr": "", "exitstatus": 0, "logfile": "", "stdout_logfile": "",
            "stderr_logfile": ""}


class SilentServer:
    """`answers`: by method, without "supervisor."; more may be added while it runs. `asked`: the methods and paths so
    far. Use it in a `with`."""

    def __init__(self, **answers):
        self.answers = {"getVersion": "3.0", **answers}
        self.asked = []
        over = self._over = threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(handler):
                body = handler.rfile.read(int(handler.headers["Content-Length"]))
                method = xmlrpc.client.loads(body)[1].removeprefix("supervisor.")
                self.asked.append(method)
                if method not in self.answers:
                    return over.wait()
                reply = xmlrpc.client.dumps((self.answers[method],), methodresponse=True).encode()
                handler.send_response(200)
                handler.send_header("Content-Type", "text/xml")
                handler.send_header("Content-Length", str(len(reply)))
                handler.end_headers()
                handler.wfile.write(reply)

            def do_GET(handler):
                self.asked.append(handler.path)
                over.wait()

            def log_message(handler, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(server, *_):  # a client that has hung up
                pass
        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = "http://127.0.0.1:%d" % self._server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._server.shutdown()
        self._server.server_close()


class FullSocket:
    """A Unix socket that is listened to and whose queue is full: who connects waits."""

    def __init__(self, path):
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(path))
        self._listening.listen(0)
        self._queue = []
        while True:
            one = socket.socket(socket.AF_UNIX)
            one.setblocking(False)
            self._queue.append(one)
            try:
                one.connect(str(path))
            except BlockingIOError:
                return

    def close(self):
        for one in [self._listening, *self._queue]:
            one.close()
