"""A client of the web page: plain HTTP, with the cookies and the password of one user."""
import base64
import collections
import http.client
import json

Answer = collections.namedtuple("Answer", "status headers body")


class Browser:
    def __init__(self, port, user=None, password=None):
        self.port = port
        self.headers = {}
        self.cookie = None
        self.token = None
        if user is not None:
            secret = base64.b64encode(("%s:%s" % (user, password)).encode()).decode()
            self.headers["Authorization"] = "Basic " + secret

    def ask(self, method, path, body=None, headers=None, timeout=60):
        """One request; the body of the answer is bytes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        sent = dict(self.headers)
        if self.cookie is not None:
            sent["Cookie"] = self.cookie
        sent.update(headers or {})
        try:
            connection.request(method, path, body, {name: value for name, value in sent.items() if value is not None})
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        if answer.headers.get("Set-Cookie"):
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        return answer

    def get(self, path, **options):
        return self.ask("GET", path, **options)

    def json(self, path, **options):
        return json.loads(self.get(path, **options).body)

    def log_in(self):
        """Begins a session, as the page does; returns what /api/session says."""
        session = self.json("/api/session")
        self.token = session["token"]
        return session

    def post(self, path, order, headers=None, token=True, timeout=60):
        """An order of the page; the answer's body is what the JSON says."""
        sent = {"Content-Type": "application/json"}
        if token:
            sent["X-Supervise-Token"] = self.token or self.log_in()["token"]
        sent.update(headers or {})
        answer = self.ask("POST", path, json.dumps(order), sent, timeout)
        return answer._replace(body=json.loads(answer.body) if answer.body.startswith(b"{") else answer.body)
