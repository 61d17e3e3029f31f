"""What the tests with our own daemon have in common."""
import pathlib
import shutil
import tempfile
import unittest

import page
from harness import case, programs


@unittest.skipIf(programs.ours().missing(), "supervisord is not built")
class DaemonCase(page.PageCase):
    """A daemon with `CONF`, and its page for the user whose name and password `LOGIN` is."""
    complains = True  # connections end with the daemon
    CONF = ""
    LOGIN = "ada:secret"

    def setUp(self):
        super().setUp()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sv."))
        self.case = case.Case(programs.ours(), self.folder)
        self.case.config(self.CONF)
        self.lay_out()
        self.case.start()
        self.address = self.address_for(self.LOGIN)

    def lay_out(self):
        """Writes what the programs need."""

    def tearDown(self):
        super().tearDown()
        process = self.case.daemon.process
        if process.poll() is None:
            process.terminate()
            process.wait(30)
        shutil.rmtree(self.folder)

    def address_for(self, login, host="127.0.0.1"):
        return "http://%s%s:%d/" % (login and login + "@", host, self.case.port())

    def show(self, where=""):
        self.browser.open(self.address + where)
        self.browser.until_text("#link", "live")

    def forbidden(self):
        """What the policy has blocked."""
        return [text for text in self.browser.complaints() if "Content Security Policy" in text]
