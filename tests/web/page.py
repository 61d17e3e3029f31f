"""What the tests of the page have in common: one browser for all, a daemon made up for each."""
import unittest

import browser
import mock

_browser = None


def shared():
    global _browser
    if _browser is None:
        _browser = browser.Browser()
    return _browser


def close():
    if _browser is not None:
        _browser.close()


class PageCase(unittest.TestCase):
    """`show(processes)` opens the page of a daemon that has them; nothing the policy forbids may happen meanwhile."""
    complains = False  # True: the test breaks connections, which the console tells

    def setUp(self):
        self.browser = shared()
        self.browser.size(1280, 900)
        self.browser.scheme("light")
        self.mock = None

    def tearDown(self):
        complaints = self.browser.complaints()
        self.browser.driver.get("about:blank")
        if self.mock:
            self.mock.close()
        if not self.complains:
            self.assertEqual(complaints, [])

    def show(self, processes, where="", **session):
        self.mock = mock.Mock(processes)
        self.mock.session.update(session)
        self.open(where)

    def open(self, where=""):
        self.browser.open(self.mock.url + where)
        self.browser.until_text("#link", "live")

    def row(self, namespec):
        return '.row[data-key="%s"]' % namespec

    def row_text(self, namespec):
        return self.browser.text(self.row(namespec))

    def order(self):
        """Names of the rows from top to bottom."""
        return self.browser.run("return [...document.querySelectorAll('.rows .row')].map(r => r.dataset.key)")

    def until_order(self, names):
        self.browser.until("JSON.stringify([...document.querySelectorAll('.rows .row')].map(r => r.dataset.key)) === "
                           "JSON.stringify(arguments[0])", "the rows %s" % names, names)

    def until_acts(self, *acts):
        browser.wait.until(lambda: self.mock.acts == list(acts), lambda: "%s; there were %s" % (acts, self.mock.acts))
