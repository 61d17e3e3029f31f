"""password_file: the password stands outside the configuration; it is read again at a reload, and must be private."""
import base64
import os

from harness.raw import Raw, call

ours_only = "a key of ours"

CONF = """@BASE@
[inet_http_server]
port=127.0.0.1:@PORT@
username=user
"""


def status(t, password):
    connection = Raw(t, t.port())
    credentials = base64.b64encode(("user:" + password).encode()).decode()
    connection.send(call("supervisor.getState", headers=["Authorization: Basic " + credentials]))
    answer = connection.response()
    connection.close()
    return answer and answer[0]


def refused(t, keys, text):
    """At the start and by --check, in the same words."""
    t.config(CONF + keys)
    t.match("^Error: " + text, t.supervisord("-n", "-c", t.conf, code=2).err, "stderr")
    t.supervisord("--check", "-c", t.conf, code=2)


def test(t):
    secret = t.write("secret", "first one\nnot this\n", 0o600)
    t.config(CONF + "password_file=%(here)s/secret\n")
    t.start()
    t.equal((status(t, "first one"), status(t, "first one\nnot this"), status(t, "")), (200, 401, 401), "statuses")
    t.ctl("-s", "http://127.0.0.1:%d" % t.port(), "-u", "user", "-p", "first one", "pid", code=0)
    secret.write_text("{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d\n")
    t.equal(status(t, "first one"), 200, "until the reload")
    t.ctl("reload", code=0)
    t.wait_log("supervisord started with pid", 2)
    t.wait(lambda: status(t, "thepassword") == 200, "the new password to be in force")
    t.equal(status(t, "first one"), 401, "the old one")
    # A file that has become bad does not end what runs.
    secret.write_text("{SHA}nonsense\n")
    t.ctl("reload")
    t.wait_log(r"ERRO restart refused, nothing has been stopped: .*: \[inet_http_server\] .*\{SHA\} is not followed by")
    t.equal(status(t, "thepassword"), 200, "still")
    t.stop()
    for word in ("first one", "thepassword", "nonsense"):
        t.absent(word, t.log(), "the log")

    secret.write_text("secret\n")
    refused(t, "password_file=@DIR@/none\n", "cannot read .*/none: No such file or directory")
    refused(t, "password_file=@DIR@\n", "cannot read .*: Is a directory")
    refused(t, "password_file=@DIR@/secret\npassword=x\n",
            r"Section \[inet_http_server\] has both a password and a password_file")
    secret.chmod(0o604)
    refused(t, "password_file=@DIR@/secret\n", ".*/secret can be read by others")
    secret.chmod(0o600)
    secret.write_text("\n")
    refused(t, "password_file=@DIR@/secret\n", "the first line of .*/secret is empty")
    if os.geteuid() == 0:
        # As containers mount secrets: another account's, for everybody to read.
        secret.write_text("secret\n")
        secret.chmod(0o644)
        os.chown(secret, 65534, 65534)
        t.config(CONF + "password_file=@DIR@/secret\n")
        t.start()
        t.equal(status(t, "secret"), 200, "a file that is not the daemon's to protect")
        t.stop()
