#!/usr/bin/env python3
"""Speaks the agent's protocol and does nothing: what sessions are tested with. ReadFile answers its path, but for
/fail, /die (ends at once), /quiet (says only that it is alive, then answers), /heard (how often the deployer has said
that it is there) and those in BREACHES, which break the protocol; so do the words that AGENT_BREACH may have.
EnsureFile wants the content and answers "SIZE SHA256"."""
import hashlib
import json
import os
import struct
import sys
import time

source, sink = sys.stdin.buffer, sys.stdout.buffer


def send(kind, payload=b""):
    sink.write(struct.pack(">I", len(payload) + 1) + kind + payload)
    sink.flush()


def receive():
    head = source.read(4)
    if len(head) < 4:
        sys.exit(0)
    body = source.read(struct.unpack(">I", head)[0])
    return body[:1], body[1:]


def answer(status="ok", **members):
    send(b"a", json.dumps({"status": status, **members}).encode())


def content(wanted):
    send(b"n", wanted.encode())
    digest, size = hashlib.sha256(), 0
    while True:
        kind, piece = receive()
        assert kind == b"d"
        if not piece:
            return size, digest.hexdigest()
        digest.update(piece)
        size += len(piece)


#: What is said instead of an answer.
BREACHES = {
    "/twice": lambda: (answer(), answer()),
    "/never": lambda: None,
    "/noise": lambda: send(b"a", b"\xff{"),
    "/other": lambda: send(b"h", b"{}"),
    "/wants": lambda: (content("0" * 64), answer("failed", message="content is damaged")),
}


def do(request):
    """False when what follows must not run."""
    if request["do"] == "EnsureFile":
        size, found = content(request["content"]["sha256"])
        same = found == request["content"]["sha256"]
        answer("changed" if same else "failed", value=f"{size} {found}", message="" if same else "content is damaged")
        return same or request.get("may_fail", False)
    path = request["path"]
    if path in BREACHES:
        BREACHES[path]()
        return True
    if path == "/die":
        print("agent: something terrible happened", file=sys.stderr, flush=True)
        os._exit(3)
    if path == "/quiet":
        send(b"w")
        time.sleep(0.1)
        send(b"w")
    if path == "/fail":
        answer("failed", message="ENOENT: no such file")
        return request.get("may_fail", False)
    answer(value=str(heard) if path == "/heard" else path)
    return True


sink.write(b"\nhadeploy-agent-1\n")
problem = os.environ.get("AGENT_PROBLEM", "")
breach = os.environ.get("AGENT_BREACH", "")
if breach.startswith("hello"):
    send(*{"hello is another": (b"o",), "hello is noise": (b"h", b"\xff{"), "hello is endless": (b"h", b"x" * (25 << 20))}[breach])
facts = {"home": os.environ.get("HOME"), "umask": os.popen("umask").read().strip(), "pid": os.getpid(),
         "user": os.popen("id -un").read().strip()}
send(b"h", json.dumps({"protocol": 1, "version": "test", "problem": problem, "facts": facts}).encode())
if problem:
    sys.exit(0)
heard = 0
while True:
    kind, payload = receive()
    if kind == b"b" and breach.startswith("begin"):
        send(*{"begin is another": (b"o",), "begin is noise": (b"a", b"\xff{")}[breach])
    elif kind == b"b":
        wishes = json.loads(payload)
        if wishes["lock"] and os.path.exists(os.path.join(os.environ["HOME"], "locked")):
            answer("failed", message="another deployment is under way since 12:00", value="locked")
            sys.exit(0)
        answer()
    elif kind == b"r":
        for request in json.loads(payload):
            if not do(request):
                break
        send(b"o")
    elif kind == b"i":
        heard += 1
    elif kind == b"q":
        sys.exit(0)
