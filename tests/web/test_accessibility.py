"""No rule of axe-core for WCAG 2.2 A and AA and for good practice finds anything, whatever the page shows."""

from selenium.webdriver.common.keys import Keys

import axe
import mock
from daemon import DaemonCase
from page import PageCase
from test_page import PROGRAM

COLOURS = b"".join(b"\x1b[%dmcolour %d\x1b[0m and \x1b[%dmbehind\x1b[0m\n" % (c, c, c + 10)
                   for c in (2, *range(30, 38), *range(90, 98)))
CHANGES = {"added": ["new"], "removed": ["old"], "error": None, "changed": [
    {"group": "web", "keys": [{"key": "command", "old": "/bin/a", "new": "/bin/b"},
                              {"key": "priority", "old": None, "new": "5"}]}]}


class Checks:
    def setUp(self):
        super().setUp()
        try:
            axe.source()
        except axe.Unavailable as reason:
            self.skipTest(str(reason))

    def check(self, *widths, but=()):
        """In both schemes, and for each width."""
        found = []
        self.browser.run("scrollTo(0, 0)")
        for width in widths or (1280, 360):
            self.browser.size(width, 900)
            for scheme in ("light", "dark"):
                self.browser.scheme(scheme)
                found += ["%d px, %s: %s" % (width, scheme, one) for one in axe.violations(self.browser, but)]
        if found:
            self.fail("\n" + "\n".join(found))


class Checked(Checks, PageCase):
    def show(self, processes, where="", ready=".rows .row .acts", **session):
        super().show(processes, where, **session)
        self.browser.one(ready)


class List(Checked):
    def test_without_programs(self):
        self.show([], ready=".empty")
        self.check()

    def test_with_one(self):
        self.show([mock.process("web")])
        self.check()

    def test_with_each_state(self):
        self.show([mock.process("p%d" % i, state) for i, state in enumerate(mock.STATES)])
        self.check()

    def test_with_groups_and_trouble(self):
        self.show(mock.typical())
        self.mock.usage({"nginx": (9_000_000, 0.4)})
        self.check()

    def test_with_a_thousand(self):
        self.show(mock.thousand())
        self.browser.until("document.querySelectorAll('.rows .row').length === 1000", "a thousand rows")
        self.check(1280)

    def test_for_who_may_only_read(self):
        self.show(mock.typical(), role="read")
        self.check()

    def test_while_some_are_selected(self):
        self.show(mock.typical())
        self.browser.click(self.row("nginx") + " input")
        self.browser.click(self.row("redis") + " input")
        self.browser.until_text("#selection", "2 selected")
        self.check()

    def test_sorted_by_a_column(self):
        self.show(mock.typical())
        self.browser.click('[data-column="memory"] button')
        self.browser.until("document.querySelector('[aria-sort]')", "the order to be shown")
        self.check()

    def test_folded(self):
        self.show(mock.typical())
        self.browser.keys("C")
        self.browser.until("document.querySelector('.fold[aria-expanded=false]')", "groups to be folded")
        self.check()

    def test_when_nothing_matches(self):
        self.show(mock.typical())
        self.browser.keys("/", "nothing like this")
        self.browser.until_text(".empty", "No program matches.")
        self.check()


class Floating(Checked):
    def test_a_question(self):
        self.show(mock.typical())
        self.browser.click(".group-head .stop")
        self.browser.one("dialog button.danger")
        self.check()

    def test_a_choice(self):
        self.show(mock.typical())
        self.browser.click(self.row("nginx") + " input")
        self.browser.click("#selection .bar-acts button:last-child")
        self.browser.one("dialog select")
        self.check()

    def test_help(self):
        self.show(mock.typical())
        self.browser.keys("?")
        self.browser.one("dialog .keys")
        self.check()

    def test_the_menu(self):
        self.show(mock.typical())
        self.browser.click("#daemon-menu > .menu > button")
        self.browser.one(".menu-list button")
        # A button that the menu covers in part is whole again when it is closed.
        self.check(but=["target-size"])

    def test_messages(self):
        self.show([mock.process("job", "STOPPED"), mock.process("bad", "STOPPED")])
        self.mock.results["bad"] = (False, "ERROR (spawn error)")
        for name in ("bad", "job"):
            self.browser.click(self.row(name) + " .start")
            self.browser.until_text("#messages", name + ":")
        self.check()


class WithoutDaemon(Checked):
    complains = True

    def test_when_it_is_away(self):
        self.show(mock.typical())
        self.mock.live_status = 503
        self.mock.drop_followers()
        self.browser.until_text("#away", "too many follow already")
        self.check()


class Views(Checked):
    def test_a_log(self):
        self.show(mock.typical())
        self.mock.log(("nginx", "stdout"), COLOURS + b"plain line\n" * 300)
        self.mock.log(("nginx", "stdout"), COLOURS)
        self.browser.open(self.mock.url + "#/log/nginx")
        self.browser.until_text(".log", "colour 97")
        self.check()
        self.browser.keys("/", "colour", Keys.ENTER)
        self.browser.one("mark")
        self.check()

    def test_a_log_that_is_not_there(self):
        self.show(mock.typical())
        self.complains = True
        self.browser.open(self.mock.url + "#/log/nginx/stderr")
        self.browser.until_text(".log-status", "no such log")
        self.check()

    def test_the_daemons_log(self):
        self.show(mock.typical())
        self.mock.log("main", b"INFO supervisord started with pid 1234\n")
        self.browser.open(self.mock.url + "#/mainlog")
        self.browser.until_text(".log", "started with pid")
        self.check()

    def test_a_program(self):
        self.show(mock.typical())
        self.mock.programs["api:worker"] = PROGRAM
        self.browser.open(self.mock.url + "#/program/api%3Aworker")
        self.browser.until_text(".cards", "grandchild")
        self.mock.usage({"api:worker": (9_000_000, 0.4)})
        self.browser.click("summary")
        self.check()

    def test_a_program_in_trouble(self):
        self.show(mock.typical())
        self.mock.programs["import-orders"] = {"config": [], "exits": [], "restarts": 0, "tree": [], "events": []}
        self.browser.open(self.mock.url + "#/program/import-orders")
        self.browser.until_text(".cards", "It has not ended yet.")
        self.check()

    def test_changes(self):
        self.show(mock.typical())
        self.mock.changes = CHANGES
        self.browser.open(self.mock.url + "#/changes")
        self.browser.until_text(".card", "/bin/b")
        self.check()

    def test_no_changes_and_an_error_in_the_file(self):
        self.show(mock.typical())
        self.browser.open(self.mock.url + "#/changes")
        self.browser.until_text(".cards", "The daemon does what its configuration files say.")
        self.check()
        self.mock.changes = {**CHANGES, "error": "supervisord.conf:3: [program:web] comand: unknown option"}
        self.browser.click(".view-head button")
        self.browser.until_text(".log-status", "comand: unknown option")
        self.check()


class PagesOfTheDaemon(Checks, DaemonCase):
    """Those without script, and the end of a session."""
    CONF = """\
@BASE@
[inet_http_server]
port=127.0.0.1:@PORT@
username=ada
password=secret
[program:web]
command=sleep 1000
"""

    def test_a_question_of_an_old_link(self):
        self.browser.open(self.address + "index.html?processname=web&action=stop")
        self.browser.until_text("h1", "Stop web?")
        self.check()

    def test_a_link_that_means_nothing(self):
        self.browser.open(self.address + "index.html?action=jump")
        self.browser.until_text("h1", "There is no such action.")
        self.check()

    def test_after_logging_out(self):
        self.browser.open(self.address + "#/logout")
        self.browser.until_text("h1", "You are logged out")
        self.check()
