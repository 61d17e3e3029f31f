"""A daemon that answers what it is told to: any fault, status or rubbish, which a real one would not give on demand."""
import http.server
import socket
import socketserver
import threading
import xmlrpc.client


class Fault:
    def __init__(self, code, text):
        self.code, self.text = code, text


class Status:
    def __init__(self, code, reason):
        self.code, self.reason = code, reason


class Raw:
    """A body as it is, with status 200."""

    def __init__(self, body):
        self.body = body


class Hangup:
    pass


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def address_string(self):
        return "client"

    def do_POST(self):
        _, method = xmlrpc.client.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self.server.answers.get(method, Fault(1, "UNKNOWN_METHOD"))
        if isinstance(answer, Hangup):
            self.close_connection = True
            return
        if isinstance(answer, Status):
            self.reply(answer.code, answer.reason, b"")
        elif isinstance(answer, Raw):
            self.reply(200, "OK", answer.body)
        elif isinstance(answer, Fault):
            fault = xmlrpc.client.Fault(answer.code, answer.text)
            self.reply(200, "OK", xmlrpc.client.dumps(fault, methodresponse=True).encode())
        else:
            self.reply(200, "OK", xmlrpc.client.dumps((answer,), methodresponse=True).encode())

    def do_GET(self):
        answer = self.server.answers.get(self.path, Status(404, "Not Found"))
        if isinstance(answer, Status):
            self.reply(answer.code, answer.reason, b"")
        elif isinstance(answer, Hangup):
            self.close_connection = True
        else:
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for chunk in answer:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            self.close_connection = True
            # Reading what the client may still send keeps the kernel from resetting the connection, which would
            # take the answer away from it.
            self.connection.shutdown(socket.SHUT_WR)
            while self.connection.recv(4096):
                pass

    def reply(self, code, reason, body):
        self.send_response(code, reason)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class ScriptedServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True

    def __init__(self, path, answers):
        super().__init__(str(path), _Handler)
        self.answers = {"supervisor.getVersion": "3.0", **answers}

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def handle_error(self, *_):
        """Clients hang up when they like."""

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()
