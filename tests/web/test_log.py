"""The log view."""
from selenium.webdriver.common.keys import Keys

import mock
from page import PageCase

OUT = ("web", "stdout")


class LogCase(PageCase):
    def show_log(self, data, where="#/log/web", **members):
        self.mock = mock.Mock([mock.process("web", **members)])
        self.mock.logs[OUT] = data
        self.open(where)

    def lines(self):
        return self.browser.run("return [...document.querySelectorAll('.log .line')].map(l => l.textContent)")

    def until_last(self, text):
        self.browser.until("[...document.querySelectorAll('.log .line')].pop()?.textContent === arguments[0]",
                           "the last line %r" % text, text)

    AT_END = "((l) => l.scrollHeight - l.scrollTop - l.clientHeight < 30)(document.querySelector('.log'))"

    def numbered(self, count, start=0):
        return b"".join(b"line %d of the log\n" % i for i in range(start, start + count))


class Follow(LogCase):
    def test_follows_the_end_until_one_scrolls_up(self):
        self.show_log(self.numbered(500))
        self.until_last("line 499 of the log")
        self.mock.log(OUT, b"news\nunfinis")
        self.until_last("unfinis")
        self.browser.until(self.AT_END, "the end to be in sight")
        self.mock.log(OUT, b"hed\n")
        self.until_last("unfinished")
        # Longer than it takes for what was under way when following began.
        self.browser.until("document.querySelector('.log').scrollTop > 0 && performance.now() > 1500", "time to pass")
        self.browser.keys(Keys.PAGE_UP)
        self.browser.until("document.querySelector('.log-state').textContent.includes('paused')", "a pause")
        self.mock.log(OUT, self.numbered(30, 1000))
        self.browser.until_text(".more-below", "30 new lines")
        self.assertFalse(self.browser.run("return " + self.AT_END))
        self.browser.click(".more-below")
        self.browser.until("!document.querySelector('.log-state').textContent.includes('paused')", "following again")
        self.browser.until(self.AT_END, "the end to be in sight again")

    def test_a_log_that_is_cleared_goes_on(self):
        self.show_log(self.numbered(50))
        self.until_last("line 49 of the log")
        self.mock.log(OUT, b"afresh\n", replace=True)
        self.until_last("afresh")
        self.assertIn("—— the log was cleared or rotated ——", self.lines())

    def test_characters_that_come_in_two_pieces(self):
        self.show_log(b"one\n")
        self.until_last("one")
        self.mock.log(OUT, "caf\u00e9".encode()[:-1])
        self.mock.log(OUT, "caf\u00e9".encode()[-1:] + b"\n")
        self.until_last("caf\u00e9")


class Earlier(LogCase):
    def test_is_loaded_down_to_the_first_line(self):
        self.show_log(self.numbered(40000))
        self.until_last("line 39999 of the log")
        for _ in range(4):
            self.browser.keys("e")
            self.browser.until("!document.querySelector('.earlier button') || document.querySelector('.log-state')",
                               "earlier lines")
        self.browser.until_text(".earlier", "Beginning of the log")
        self.browser.until_text(".log-state", "40,000 lines")
        self.browser.keys("g")
        self.browser.until("document.querySelector('.log .line')?.textContent === 'line 0 of the log'", "the first line")

    def test_keeps_what_is_read_in_its_place(self):
        self.show_log(self.numbered(40000))
        self.until_last("line 39999 of the log")
        self.browser.keys("g")
        # In sight: lines farther down are drawn before those at the top are.
        top = ("(() => { const box = document.querySelector('.log').getBoundingClientRect(); return [...document."
               "querySelectorAll('.log .line')].find(l => { const at = l.getBoundingClientRect().top; "
               "return at >= box.top + 60 && at < box.bottom; })?.textContent; })()")
        before = self.browser.until(top, "a line")
        self.browser.keys("e")
        self.browser.until("document.querySelector('.log').scrollTop > 5000", "lines before")
        self.browser.until(top + " === arguments[0]", "%r where it was" % before, before)


class Finding(LogCase):
    def test_goes_from_the_last_match_upwards_and_round(self):
        self.show_log(self.numbered(3000))
        self.until_last("line 2999 of the log")
        self.browser.keys("/", "LINE 77")
        self.browser.until_text(".found", "of 11 lines")  # 77, 770 to 779
        self.browser.until("document.querySelector('.line.here')?.textContent === 'line 779 of the log'", "the last one")
        self.browser.keys(Keys.ENTER)
        self.browser.until("document.querySelector('.line.here')?.textContent === 'line 778 of the log'", "the one before")
        self.assertEqual(self.browser.text(".line.here mark"), "line 77")
        self.browser.keys(Keys.ESCAPE)
        self.browser.until("!document.querySelector('mark')", "no marks")


    def test_marks_over_several_colours(self):
        self.show_log(b"took \x1b[1m37 ms\x1b[0m, took \x1b[1m3\x1b[0m7 ms\n")
        self.until_last("took 37 ms, took 37 ms")
        self.browser.keys("/", "took 37")
        self.browser.until("[...document.querySelectorAll('mark')].map(m => m.textContent).join('|') === "
                           "'took |37|took |3|7'", "the marks")
        self.assertEqual(self.lines(), ["took 37 ms, took 37 ms"])


class Content(LogCase):
    def test_output_is_never_markup(self):
        evil = "<img src=x onerror=alert(1)><script>alert(1)</script>"
        self.show_log(b"\x1b[31m" + evil.encode() + b"\x1b[0m\n" + evil.encode() + b"\n")
        self.until_last(evil)
        self.assertEqual(self.lines(), [evil, evil])
        self.assertEqual(self.browser.all(".log img, .log script"), [])

    def test_colours(self):
        self.show_log(b"\x1b[1;31mred\x1b[0m plain \x1b[38;5;196mx\x1b[48;2;1;2;3my\x1b[m\n\x1b[32mgoes\non\x1b[0m\n")
        self.until_last("on")
        self.assertEqual(self.lines(), ["red plain xy", "goes", "on"])
        self.assertEqual(self.browser.text(".fg-1.bold"), "red")
        self.assertEqual(len(self.browser.all(".fg-2")), 2)
        looks = self.browser.run("return [...document.querySelectorAll('.log span')].map(s => s.style.color + '/' + "
                                 "s.style.backgroundColor)")
        self.assertIn("rgb(255, 0, 0)/", looks)
        self.assertIn("rgb(255, 0, 0)/rgb(1, 2, 3)", looks)

    def test_other_controls_do_no_harm(self):
        self.show_log(b"\x1b]0;title\x07a\x1b[2Jb\x1b[10;10Hc\x00d\n10 %\r50 %\r100 %\nwindows\r\n")
        self.until_last("windows")
        self.assertEqual(self.lines(), ["abc\u2400d", "100 %", "windows"])

    def test_megabytes_stay_few_elements(self):
        self.show_log(self.numbered(200))
        self.until_last("line 199 of the log")
        self.mock.log(OUT, self.numbered(200000))
        self.browser.until_text(".log-state", "200,200 lines")
        self.until_last("line 199999 of the log")
        self.assertLess(len(self.browser.all(".log .line")), 2500)

    def test_a_line_of_a_megabyte(self):
        self.show_log(b"x" * 100000 + b"\n" + b"y" * 9000 + b"\nend\n")
        self.until_last("end")
        self.assertLess(max(map(len, self.lines())), 5000)

    def test_wrapping_is_kept(self):
        self.show_log(b"word " * 400 + b"\n")
        self.until_last("word " * 400)
        self.browser.keys("w")
        self.browser.until("document.querySelector('.log').scrollWidth <= document.querySelector('.log').clientWidth",
                           "lines to be wrapped")
        self.open("#/log/web")
        self.browser.until("document.querySelector('.log.wrap')", "wrapping again")
        self.browser.keys("w")
        self.browser.until("!document.querySelector('.log.wrap')", "no wrapping")


class Places(LogCase):
    complains = True

    def test_stderr_and_the_daemons_own_log(self):
        self.show_log(b"out\n")
        self.mock.logs[("web", "stderr")] = b"err\n"
        self.mock.logs["main"] = b"INFO supervisord started\n"
        self.browser.click(".tabs a:nth-child(2)")
        self.until_last("err")
        self.browser.keys("m")
        self.until_last("INFO supervisord started")
        self.assertTrue(self.browser.one("a[download]").get_attribute("href").endswith("api/mainlog?download=1"))

    def test_why_there_is_none(self):
        self.show_log(b"", "#/log/other")
        self.browser.until_text(".log-status", "it has no such log")
