"""XML-RPC over a Unix socket, which xmlrpc.client does not offer by itself."""
import http.client
import socket
import xmlrpc.client


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout):
        super().__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(self.path)  # waits for a place in the queue, which a socket with a time limit does not
        self.sock.settimeout(self.timeout)


class _UnixTransport(xmlrpc.client.Transport):
    def __init__(self, path, timeout):
        super().__init__()
        self.path = path
        self.timeout = timeout

    def make_connection(self, host):
        return _UnixConnection(self.path, self.timeout)


def connect(path, timeout=60):
    """A proxy whose `.supervisor` and `.system` are the daemon's namespaces. A new one for each use: connections
    are not shared between threads or across restarts of the daemon."""
    return xmlrpc.client.ServerProxy("http://localhost/RPC2", transport=_UnixTransport(str(path), timeout))


def post(path, body, timeout=60):
    """Sends `body` as it is; (HTTP status, answer)."""
    connection = _UnixConnection(str(path), timeout)
    try:
        connection.request("POST", "/RPC2", body if isinstance(body, bytes) else body.encode(),
                           {"Content-Type": "text/xml"})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
