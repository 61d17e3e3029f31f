"""Mistakes with certfile, keyfile, client_cafile and tls_min_version: named at start and by --check, with section, key,
file and remedy."""
import re
import subprocess

from harness import certificates

ours_only = "Supervisor has no TLS"

SERVER = "@BASE@\n[inet_http_server]\nport=127.0.0.1:@PORT@\n%s\n"


def refused(t, lines, key, what, remedy):
    t.config(SERVER % lines)
    done = t.supervisord("-n", "-c", t.conf, code=2)
    text = r"\[inet_http_server\] %s: %s; .*%s" % (key, what, remedy)
    t.match("^Error: " + text, done.err, "at start")
    at = r"(:\d+)?" if "\n%s=" % key not in "\n" + lines else r":\d+"
    done = t.supervisord("--check", "-c", t.conf, code=2)
    t.match("^%s%s: %s" % (re.escape(str(t.conf)), at, text), done.out, "--check")
    t.true(not t.socket_path.exists(), "nothing was left open")


def warned(t, lines, pattern):
    t.config(SERVER % lines)
    done = t.supervisord("--check", "-c", t.conf, code=0)
    t.match(pattern + r".* \(warning\)$", done.out, "--check")


def test(t):
    authority = certificates.Authority(t)
    authority.sign("server")
    authority.sign("other")
    subprocess.run(["openssl", "ec", "-aes256", "-passout", "pass:x", "-in", t.dir / "server.key", "-out",
                    t.dir / "locked.key"], check=True, capture_output=True)
    t.write("text", "no certificate\n", 0o600)
    good = "certfile=@DIR@/server.pem\nkeyfile=@DIR@/server.key\n"

    refused(t, "certfile=@DIR@/none.pem", "certfile", "'.*/none.pem' cannot be read: No such file or directory",
            "correct the path")
    refused(t, "certfile=@DIR@", "certfile", "'.*' is not a regular file", "PEM")
    refused(t, "certfile=@DIR@/text", "certfile", "'.*/text' holds no certificate", "BEGIN CERTIFICATE")
    refused(t, "certfile=@DIR@/server.pem", "certfile", "'.*/server.pem' holds no private key", "keyfile=")
    refused(t, "certfile=@DIR@/server.pem\nkeyfile=@DIR@/none.key", "keyfile", "'.*/none.key' cannot be read: No such file or directory", "path")
    refused(t, "certfile=@DIR@/server.pem\nkeyfile=@DIR@/text", "keyfile", r"'.*/text' holds no usable private key \(.*\)",
            "BEGIN PRIVATE KEY")
    refused(t, "certfile=@DIR@/server.pem\nkeyfile=@DIR@/other.key", "keyfile",
            "the key in '.*/other.key' does not match the certificate in '.*/server.pem'", "first of its file")
    refused(t, "certfile=@DIR@/server.pem\nkeyfile=@DIR@/locked.key", "keyfile", "the key in '.*' is encrypted",
            "without a passphrase")
    refused(t, good + "client_cafile=@DIR@/text", "client_cafile", "'.*/text' holds no usable certificate", "PEM")
    refused(t, good + "tls_min_version=1.1", "tls_min_version", "'1.1' is not a version of TLS that can be asked for", "1.2 or 1.3")
    refused(t, "certfile=", "certfile", "no file is named", "remove the key")
    for key, value in (("keyfile", "@DIR@/server.key"), ("client_cafile", "@DIR@/ca.pem"), ("tls_min_version", "1.3")):
        refused(t, "%s=%s" % (key, value), key, "there is no certfile beside it", "set certfile, or remove %s" % key)

    t.config(SERVER % good)
    t.supervisord("--check", "-c", t.conf, code=0, out="")
    (t.dir / "server.key").chmod(0o644)
    warned(t, good, r"\[inet_http_server\] keyfile: anybody on this machine may read the key in '.*/server.key'; chmod o-r")

    authority.sign("server", days=-1)
    warned(t, good, r"\[inet_http_server\] certfile: the certificate has expired; renew it")
    t.start()
    t.match(r"WARN \[inet_http_server\] certfile: the certificate has expired; renew it", t.log())
