"""AUTH-006 and the hashes beyond it: each lets the right password in and no other. A slow hash holds nobody up, and is
computed once."""
import base64

from harness.raw import Raw, call

ours_only = "Supervisor has plain passwords and {SHA} only"

RIGHT = "thepassword"
HASHES = [
    RIGHT,
    "{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d",
    "{SHA256}85d8fa8fa6bdd3db050005b44ec3c5302b389ced054ec7d59eac2edba2251946",
    "{SHA256}hdj6j6a909sFAAW0TsPFMCs4nO0FTsfVnqwu26IlGUY=",
    "{SSHA512}I1sCn9iOEyJ1nJX7FKvKLR1CjWh6phzMh29vUWLGBOK9GK6H7Nyx7FjNhLrCKY7Q+zYTXonIgeEnkHBpVVUISHNhbHRzYWx0",
    "{CRYPT}$6$O3xkt8TfzcF2IZSB$k2bNrtsVGjKKgZiK8fBQLV5jzwsUsK9u1nky/sVlXWSmyiAj.fY9S0bkebLVewI67p.bXMCTqSQJP/p3hLFNe.",
    "{CRYPT}$5$9UdoUaikyLIUH6QI$xR6w.ossfj0Iad2ifUdJ8kswz/SwiTqs9zAIMjpk3u7",
    "{CRYPT}$y$j9T$GfP8nrXqZEoHLaxpK3XUz0$lkIafEfNhZpIX2FAqIx5KsQWi.wOSR50SpobxOa9P63",
    "{CRYPT}$2b$05$9ZC8W5SXH.9VtcfXxE1WR.qJ86sTreiPitjp5huMZrJnYbqfoUFYW",
    "{CRYPT}$7$CU..../....DgwMx7i53kdyJWX3HSytP0$HIUeCgOGt4SyY5sMjQULpSjjEidT9Q3/sazI019GIS/",
    "{CRYPT}$1$C97Piy0b$i/nOKhmvzowRb/Wkxvr4B0",
]
#: 3,000,000 rounds: about a second.
SLOW = ("{CRYPT}$6$rounds=3000000$saltsaltsalt$"
        "GNFxI5utBSf8i8qbApILiaSp7bDjPwOO2I32QVe2CTSb9xgoSc1CioRzw/in7N8.Z6yi/eQ/xTM4Q84IhttIJ1")


def basic(password):
    return "Authorization: Basic " + base64.b64encode(("user:" + password).encode()).decode()


def serve(t, *hashes):
    sections = "".join("[unix_http_server:%d]\nfile=@DIR@/%d.sock\nusername=user\npassword=%s\n" % (i, i, h)
                       for i, h in enumerate(hashes))
    t.config("@BASE@\n" + sections)
    t.start()


def knock(t, number, password):
    connection = Raw(t, path=t.dir / ("%d.sock" % number))
    connection.send(call("supervisor.getState", headers=[basic(password)]))
    return connection


def silent(connection):
    limit = connection.socket.gettimeout()
    connection.socket.setblocking(False)
    try:
        return connection.socket.recv(1) is None
    except BlockingIOError:
        return True
    finally:
        connection.socket.settimeout(limit)


def bad_hashes(t):
    """They end the start, and --check names the line; the secret is not repeated."""
    t.config("@BASE@\n[inet_http_server]\nport=@PORT@\nusername=user\npassword={SHA256}deadbeefdeadbeef\n")
    words = "Invalid password value: {SHA256} is not followed by 64 hexadecimal digits in lower case, or 44 characters of "
    failed = t.supervisord("-n", "-c", t.conf, code=2)
    t.match("^Error: " + words + "base64", failed.err, "stderr")
    checked = t.supervisord("--check", "-c", t.conf, code=2)
    t.match(r"supervisord.conf:\d+: \[inet_http_server\] password: " + words + r"base64; make it by: ", checked.out,
            "the report")
    t.absent("deadbeef", failed.err + checked.out, "a secret")
    t.config("@BASE@\n[inet_http_server]\nport=@PORT@\nusername=user\npassword={MD5}deadbeefdeadbeef\n")
    checked = t.supervisord("--check", "--strict", "-c", t.conf, code=1)
    t.match(r"\[inet_http_server\] password: it begins like a hash of a kind that is not known", checked.out, "a warning")


def test(t):
    bad_hashes(t)
    serve(t, *HASHES)
    for number, stored in enumerate(HASHES):
        for password, status in ((RIGHT, 200), (RIGHT + "x", 401), (RIGHT, 200)):
            connection = knock(t, number, password)
            t.equal(connection.response()[0], status, "%s for %s" % (password, stored))
            connection.close()
    t.stop()

    serve(t, SLOW)
    first, *others = [knock(t, 0, RIGHT) for _ in range(30)]
    for _ in range(3):
        t.true(t.answers(), "others")
    t.true(silent(first), "the hash is still being computed")
    for connection in (first, *others):
        t.equal(connection.response()[0], 200, "one of many first logins")
    wrong = knock(t, 0, "wrong")
    again = knock(t, 0, RIGHT)
    t.equal(again.response()[0], 200, "the second login")
    t.true(silent(wrong), "it did not wait for the one before it")
    t.equal(wrong.response()[0], 401, "a wrong password")
    gone = knock(t, 0, "wrong")
    gone.close()
    t.true(t.answers(), "after a client that left")
    t.stop()
