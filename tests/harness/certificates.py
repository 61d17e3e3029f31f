"""Certificates of a test's own authority, made with openssl(1). Keys are on a curve: they take no time."""
import shutil
import ssl
import subprocess

from . import case

_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


class Authority:
    """Signs certificates into files below the scratch folder: NAME.pem, NAME.key (mode 0600)."""

    def __init__(self, t, name="ca"):
        if not shutil.which("openssl"):
            raise case.Skipped("needs the openssl program")
        self.t, self.name = t, name
        self.path = t.dir / (name + ".pem")
        _openssl("req", "-x509", *_KEY, "-keyout", t.dir / (name + ".key"), "-out", self.path, "-days", "30",
                 "-subj", "/CN=%s" % name)

    def sign(self, name, subject="localhost", names="DNS:localhost,IP:127.0.0.1", days=30):
        t = self.t
        pem, key, request, extensions = (t.dir / (name + suffix) for suffix in (".pem", ".key", ".csr", ".ext"))
        extensions.write_text("subjectAltName=%s\n" % names)
        _openssl("req", "-new", *_KEY, "-keyout", key, "-out", request, "-subj", "/CN=%s" % subject)
        _openssl("x509", "-req", "-in", request, "-CA", self.path, "-CAkey", t.dir / (self.name + ".key"),
                 "-CAcreateserial", "-days", str(days), "-out", pem, "-extfile", extensions)
        key.chmod(0o600)
        return pem


def _openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def trusting(path, certificate=None):
    """A client's ssl.SSLContext that trusts the authority at `path`, and shows a certificate signed by sign()."""
    context = ssl.create_default_context(cafile=str(path))
    if certificate:
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    return context
