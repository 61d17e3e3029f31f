"""tls_min_version: TLS 1.2 and later by default, 1.3 when asked for; never anything older."""
import socket
import ssl
import warnings

from harness import certificates

ours_only = "Supervisor has no TLS"


def agreed(t, host, authority, version):
    """The version a client that knows only this one gets, or None."""
    warnings.simplefilter("ignore", DeprecationWarning)
    context = certificates.trusting(authority.path)
    context.check_hostname = False
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    try:
        with socket.create_connection((host, t.port()), 30) as plain, context.wrap_socket(plain) as session:
            return session.version()
    except (ssl.SSLError, ConnectionError):
        return None


def test(t):
    authority = certificates.Authority(t)
    authority.sign("server")
    t.start()
    versions = ssl.TLSVersion
    for host, version, expected in (
            ("127.0.0.1", versions.TLSv1_1, None), ("127.0.0.1", versions.TLSv1_2, "TLSv1.2"),
            ("127.0.0.1", versions.TLSv1_3, "TLSv1.3"), ("127.0.0.2", versions.TLSv1_1, None),
            ("127.0.0.2", versions.TLSv1_2, None), ("127.0.0.2", versions.TLSv1_3, "TLSv1.3")):
        t.equal(agreed(t, host, authority, version), expected, "%s with %s" % (host, version.name))
