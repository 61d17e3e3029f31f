"""The page as a whole: what it is made of, how it looks in a small window, whether everybody can use it."""
import gzip
import re
import unittest

from selenium.webdriver.common.keys import Keys

import mock
from page import PageCase

MARKUP = "<b>bold</b><img src=x onerror=alert(1)>"
PROGRAM = {
    "config": [{"key": "command", "value": MARKUP, "default": False}, {"key": "startsecs", "value": "1", "default": True}],
    "exits": [mock.exited("exit status 3"), mock.exited("exit status 0", True)],
    "restarts": 2,
    "tree": [{"pid": 10, "ppid": 1, "command": "parent", "memory": 1 << 20, "cpu_seconds": 61},
             {"pid": 12, "ppid": 11, "command": "grandchild", "memory": 1 << 20, "cpu_seconds": 0},
             {"pid": 11, "ppid": 10, "command": "child", "memory": 1 << 20, "cpu_seconds": 1}],
    "events": [{"time": 1, "from": "STARTING", "to": "RUNNING", "text": MARKUP}],
}


class Files(unittest.TestCase):
    def test_are_small_together(self):
        size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in mock.ASSETS.iterdir())
        self.assertLess(size, 60 * 1024)

    def test_put_nothing_in_as_markup_or_code(self):
        for path in mock.ASSETS.glob("*.js"):
            self.assertIsNone(re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|"
                                        r"""setAttribute\(["']style""", path.read_text()), path.name)
        page = (mock.ASSETS / "index.html").read_text()
        self.assertIsNone(re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page))

    def test_ask_nobody_else(self):
        for path in mock.ASSETS.iterdir():
            addresses = set(re.findall(r"(?:https?:)?//[a-z][\w.-]+\.[a-z]+", path.read_text()))
            self.assertLessEqual(addresses, {"http://www.w3.org", "//www.w3.org"}, path.name)

    def test_each_module_is_used_and_small(self):
        texts = {path.name: path.read_text() for path in mock.ASSETS.glob("*.js")}
        used = {"main.js"} | {name for text in texts.values() for name in re.findall(r'from "\./([\w.]+)"', text)}
        self.assertEqual(used, set(texts))
        for name, text in texts.items():
            self.assertLess(text.count("\n"), 250, name)


class Windows(PageCase):
    WIDTHS = (360, 768, 1280)

    def test_nothing_sticks_out(self):
        self.show(mock.typical())
        self.mock.programs["api:worker"] = PROGRAM
        self.mock.logs[("api:worker", "stdout")] = b"wide " * 300 + b"\n"
        self.mock.changes = {"added": ["new"], "removed": [], "error": None, "changed": [
            {"group": "api", "keys": [{"key": "command", "old": "/bin/" + "long" * 40, "new": "/bin/x"}]}]}
        for where, ready in (("", ".rows .row"), ("#/program/api%3Aworker", ".card"), ("#/log/api%3Aworker", ".line"),
                             ("#/changes", ".card")):
            self.open(where)
            self.browser.one(ready)
            for width in self.WIDTHS:
                self.browser.size(width, 800)
                with self.subTest(where=where, width=width):
                    self.browser.until("innerWidth === arguments[0]", "the window", width)
                    self.assertLessEqual(self.browser.run("return document.documentElement.scrollWidth"),
                                         self.browser.run("return document.documentElement.clientWidth"))

    def test_text_has_contrast(self):
        """WCAG 2.1, 1.4.3: 4.5 between text and what is behind it; 3 where text is large."""
        self.show(mock.typical())
        self.browser.one(".rows .row")
        for scheme in ("light", "dark"):
            self.browser.scheme(scheme)
            with self.subTest(scheme=scheme):
                self.assertEqual(self.browser.run(FAINT), [])


#: Texts with too little contrast. Backgrounds are laid over each other; of a gradient its first colour counts.
FAINT = r"""
const parse = (text) => { const n = (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number); return [n[0], n[1], n[2], n[3] ?? 1]; };
const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3])).concat(1);
function behind(node) {
  if (!node) return [255, 255, 255, 1];
  const style = getComputedStyle(node);
  const gradient = style.backgroundImage.match(/rgba?\([^)]*\)/);
  const own = gradient ? parse(gradient[0]) : parse(style.backgroundColor);
  return own[3] === 1 ? own : over(own, behind(node.parentElement));
}
const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
const bad = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !node.checkVisibility() || node.closest("noscript, .skip, :disabled")) continue;
  const style = getComputedStyle(node);
  const [a, b] = [light(over(parse(style.color), behind(node))), light(behind(node))].sort((x, y) => y - x);
  const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && style.fontWeight >= 700);
  if ((a + .05) / (b + .05) < (large ? 3 : 4.5)) bad.push(walker.currentNode.data + " " + ((a + .05) / (b + .05)).toFixed(2));
}
return bad;
"""


class Everybody(PageCase):
    def test_controls_have_names(self):
        self.show(mock.typical())
        self.browser.one(".rows .row")
        nameless = self.browser.run("""
            return [...document.querySelectorAll('button, a[href], input, select')].filter((node) =>
              !(node.getAttribute('aria-label') || node.textContent.trim() || node.labels?.length)).map((node) => node.outerHTML)""")
        self.assertEqual(nameless, [])

    def test_the_table_is_one_to_a_screen_reader(self):
        self.show(mock.typical())
        self.browser.one(".rows .row")
        self.assertEqual(self.browser.run("""
            const bad = [];
            for (const cell of document.querySelectorAll('[role=cell], [role=columnheader], [role=rowheader]'))
              if (!cell.parentElement.matches('[role=row]')) bad.push(cell.outerHTML);
            for (const row of document.querySelectorAll('[role=row]'))
              if (!row.parentElement.matches('[role=rowgroup]')) bad.push(row.outerHTML);
            return bad"""), [])

    def test_one_row_is_in_the_tab_order(self):
        self.show(mock.typical())
        self.browser.one(".rows .row")
        self.assertEqual(self.browser.run("return document.querySelectorAll('.row[tabindex=\"0\"]').length"), 1)

    def test_what_is_in_that_row_is_reached_by_tab(self):
        self.show([mock.process("a"), mock.process("b")])
        self.browser.one(".rows .row")
        self.browser.keys("j", "j")
        reached = []
        for _ in range(5):
            self.browser.keys(Keys.TAB)
            reached.append(self.browser.run("const e = document.activeElement; return e.getAttribute('aria-label') || e.textContent"))
        self.assertEqual(reached, ["Select b", "b", "Stop b", "Restart b", "Log of b"])

    def test_the_header_can_be_skipped(self):
        self.show([mock.process("a")])
        self.browser.keys(Keys.TAB, Keys.ENTER)
        self.browser.until("document.activeElement.id === 'main'", "the programs to have the focus")
        self.browser.keys("j")
        self.browser.until("document.activeElement.dataset.key === 'a'", "the first row")

    def test_messages_are_read_out(self):
        self.show([mock.process("job", "STOPPED")])
        self.assertEqual(self.browser.run("return document.querySelector('#messages').getAttribute('aria-live')"), "polite")


class Safety(PageCase):
    def test_names_and_texts_are_never_markup(self):
        name = "<img src=x onerror=alert(1)>"
        self.show([mock.process(name, "FATAL", spawnerr=MARKUP), mock.process("g:" + MARKUP), mock.process("g:b")],
                  identifier=MARKUP, user=MARKUP)
        self.browser.until_text("h1", "1 program needs attention")
        self.browser.until_text(".rows .row", MARKUP)
        self.browser.until_text("#identifier", MARKUP)
        self.assertEqual(self.browser.all("main img, main b, #top img, #top b"), [])

    def test_a_message_in_the_address_is_text(self):  # WEB-008
        self.show([mock.process("job")], "?message=%3Cb%3EProcess+job+started%3C/b%3E")
        self.browser.until_text("#messages", "<b>Process job started</b>")
        self.assertEqual(self.browser.run("return location.search"), "")


class Program(PageCase):
    def test_tells_everything(self):
        self.show([mock.process("web", restarts=2)], "")
        self.mock.programs["web"] = PROGRAM
        self.open("#/program/web")
        self.browser.until_text(".cards", MARKUP)
        self.browser.until_text(".cards", "exit status 3, unexpected")
        self.browser.until_text(".cards", "1 options by default")
        commands = self.browser.run("return [...document.querySelectorAll('.command')].map(c => c.textContent)")
        self.assertEqual(commands, ["parent", "child", "grandchild"])
        self.assertEqual(self.browser.all(".cards b, .cards img"), [])
        self.mock.change("web", "STOPPED")
        self.browser.until_text(".now", "STOPPED")

    def test_who_may_only_read_cannot_act(self):
        self.show([mock.process("web")], "", role="read")
        self.mock.programs["web"] = PROGRAM
        self.open("#/program/web")
        self.browser.until_text(".cards", MARKUP)
        self.assertEqual([e.text for e in self.browser.all(".now button") if e.is_displayed()], [])


class Changes(PageCase):
    def test_are_shown_counted_and_applied(self):
        self.show([mock.process("web")])
        self.mock.changes = {"added": ["new"], "removed": ["old"], "error": None, "changed": [
            {"group": "web", "keys": [{"key": "command", "old": "/bin/a", "new": "/bin/b"}]}]}
        self.open("#/changes")
        self.browser.until_text("#changes-count", "3")
        self.browser.until_text(".card", "/bin/b")
        self.browser.click(".card header button")
        self.browser.click("dialog button.danger")
        self.until_acts(("/api/update", {"groups": ["web"]}))
        self.browser.until_text("#messages", "updated process group")

    def test_an_error_is_shown_and_nothing_can_be_applied(self):
        self.show([mock.process("web")])
        self.mock.changes["error"] = "supervisord.conf:3: [program:web] comand: unknown option"
        self.open("#/changes")
        self.browser.until_text(".log-status", "comand: unknown option")
        self.assertEqual([e for e in self.browser.all(".changes-view .primary") if e.is_displayed()], [])


class Daemon(PageCase):
    def test_restart_asks_first(self):
        self.show([mock.process("web")])
        self.browser.click("#daemon-menu > .menu > button")
        self.browser.click(".menu-list button:nth-child(1)")
        self.browser.until_text("dialog", "Restart daemon?")
        self.browser.click("dialog button.danger")
        self.until_acts(("/api/daemon", {"action": "restart"}))

    def test_only_an_administrator_may(self):
        self.show([mock.process("web")], role="operate")
        self.browser.click("#daemon-menu > .menu > button")
        self.browser.until_text(".menu-list", "Keyboard")
        self.assertNotIn("daemon", self.browser.text(".menu-list").lower())
