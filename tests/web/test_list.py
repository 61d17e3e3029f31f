"""The list of programs: WEB-004 what it shows, WEB-005 how, WEB-006 what can be done, WEB-010 when there are none."""
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

import mock
from mock import process
from page import PageCase

SMALL = (("web", "RUNNING"), ("db", "RUNNING"), ("job", "STOPPED"))


def small():
    return [process(name, state) for name, state in SMALL]


class Trouble(PageCase):
    def test_what_is_wrong_is_on_top_with_its_reason(self):
        self.show(mock.typical())
        self.until_order(["import-orders", "api:web_02", "report", "backup", "nginx", "old-queue", "redis", "api:web_00",
                          "api:web_01", "api:worker", "mail:bounce", "mail:in", "mail:out"])
        self.browser.until_text("h1", "3 programs need attention")
        self.assertIn("no such file", self.row_text("import-orders"))
        self.assertIn("exit status 3", self.row_text("report"))
        self.assertTrue(self.browser.driver.title.startswith("(3) "))

    def test_states_differ_without_colour(self):
        self.show([process("p%d" % i, state) for i, state in enumerate(mock.STATES)])
        self.browser.until_text(self.row("p1"), "STARTING")
        shapes = self.browser.run("return [...document.querySelectorAll('.rows .row .sign')].map(s => s.innerHTML)")
        self.assertEqual(len(shapes), len(set(shapes)))

    def test_a_program_that_falls_over_comes_to_the_top_and_goes_when_it_runs(self):
        self.show(small())
        self.browser.until_text("h1", "Nothing is wrong")
        self.mock.change("web", "BACKOFF", spawnerr="Exited too quickly")
        self.until_order(["web", "db", "job"])
        self.browser.until_text(self.row("web"), "Exited too quickly")
        # While it is tried again and again it stays there.
        self.mock.change("web", "STARTING", uptime=0)
        self.browser.until_text(self.row("web"), "STARTING")
        self.browser.until_text("h1", "1 program needs attention")
        self.mock.change("web", "RUNNING", uptime=1)
        self.browser.until_text("h1", "Nothing is wrong")
        self.until_order(["db", "job", "web"])

    def test_an_end_that_was_asked_for_is_no_trouble(self):
        exit = {"last_exit": mock.exited("terminated by SIGTERM", asked=True), "restarts": 2}
        self.show([process("again", **exit), process("fell", restarts=1, last_exit=mock.exited("exit status 1"))])
        self.browser.until_text(self.row("fell"), "failed")
        self.assertNotIn("failed", self.row_text("again"))

    def test_nothing_to_show(self):
        self.show([])
        self.browser.until_text(".empty", "No programs to manage.")

    def test_an_expected_exit_is_no_trouble(self):
        self.show([process("backup", "EXITED", last_exit=mock.exited("exit status 0", True))])
        self.browser.until_text("h1", "Nothing is wrong")


class Live(PageCase):
    complains = True

    def test_groups_come_and_go(self):
        self.show(small())
        self.mock.processes["new"] = process("new")
        self.mock.told("group", {"group": "new", "change": "added", "processes": [process("new")]})
        self.until_order(["db", "job", "new", "web"])
        self.mock.told("group", {"group": "db", "change": "removed", "processes": []})
        self.until_order(["job", "new", "web"])

    def test_usage_and_its_history(self):
        self.show(small())
        self.mock.usage({"web": (50 << 20, 12.5)})
        self.mock.usage({"web": (60 << 20, 40.0)})
        self.browser.until_text(self.row("web"), "60.0 MB")
        self.browser.until_text(self.row("web"), "40 %")
        self.assertIn("L", self.browser.run("return document.querySelector(arguments[0] + ' .spark-line').getAttribute('d')",
                                            self.row("web")))

    def test_the_daemons_clock_does_not_run_ahead(self):
        self.show(small())
        now = self.browser.run("""
            return import(location.origin + arguments[0]).then(({ Store }) => {
                const store = new Store();
                store.take("snapshot", { daemon: { now: 1000 }, processes: [] });
                store.daemonAt -= 60000;  // a minute ago
                store.take("usage", { daemon: { now: 1060 }, processes: [] });
                return store.now();
            })""", "/assets/%s/store.js" % mock.HASH)
        self.assertAlmostEqual(now, 1060, delta=1)

    def test_claims_nothing_before_the_daemon_has_spoken(self):
        self.mock = mock.Mock(small())
        self.mock.may_tell.clear()
        self.browser.open(self.mock.url)
        self.browser.until_text("h1", "Waiting for the daemon")
        self.mock.may_tell.set()
        self.browser.until_text("h1", "Nothing is wrong")

    def test_says_so_when_the_daemon_is_away_and_comes_back_by_itself(self):
        self.show(small())
        self.browser.until_text(self.row("db"), "RUNNING")
        self.mock.live_status = 503
        self.mock.drop_followers()
        self.browser.until_text("#away", "too many follow already")
        self.browser.until_text("#away", "What you see is of")
        self.mock.processes.pop("db")
        self.mock.live_status = 200
        self.browser.until_text("#link", "live")
        self.until_order(["job", "web"])
        self.assertFalse(self.browser.one("#top").find_element("xpath", "//*[@id='away']").is_displayed())

    def test_does_not_ask_for_the_password_again_and_again(self):
        self.show(small())
        self.mock.live_status = 401
        self.mock.drop_followers()
        self.browser.until_text("#away", "too many follow already")
        self.assertNotIn("by itself", self.browser.text("#away"))
        self.mock.live_status = 200
        self.browser.click("#away button")
        self.browser.until_text("#link", "live")


class Filter(PageCase):
    def test_as_one_types(self):
        self.show(mock.typical())
        self.browser.keys("/", "api -run")
        self.until_order(["api:web_02"])
        self.browser.keys(Keys.ESCAPE)
        self.browser.until("document.querySelectorAll('.rows .row').length === 13", "all rows")
        self.browser.keys("/", "nothing like this")
        self.browser.until_text(".empty", "No program matches.")

    def test_by_state(self):
        self.show(mock.typical())
        self.browser.click(".chip.stopped")
        self.until_order(["mail:out"])
        self.browser.click(".chip.all")
        self.browser.click(".chip.trouble")
        self.until_order(["import-orders", "api:web_02", "report"])

    def test_sorts_by_a_column_both_ways_and_not_at_all(self):
        self.show([process("a", memory=2 << 20), process("b", memory=1 << 20), process("c", memory=3 << 20)])
        self.until_order(["a", "b", "c"])
        for expected in (["c", "a", "b"], ["b", "a", "c"], ["a", "b", "c"]):
            self.browser.click('[data-column="memory"] button')
            self.until_order(expected)

    def test_groups_fold_and_say_what_is_in_them(self):
        self.show([process("g:a"), process("g:b", "STOPPED"), process("solo")])
        self.browser.until_text(".group-head", "1 running, 1 stopped")
        self.browser.click(".fold")
        self.until_order(["solo"])
        self.assertEqual(self.browser.one(".fold").get_attribute("aria-expanded"), "false")
        self.browser.click(".fold")
        self.until_order(["solo", "g:a", "g:b"])
        self.browser.keys("C")
        self.until_order(["solo"])


class Acting(PageCase):
    def test_a_stop_asks_first(self):
        self.show(small())
        self.browser.click(self.row("web") + " .stop")
        self.browser.until_text("dialog", "Stop web?")
        self.browser.keys(Keys.ESCAPE)
        self.browser.until("!document.querySelector('dialog')", "the question to be gone")
        self.assertEqual(self.mock.acts, [])
        self.browser.click(self.row("web") + " .stop")
        self.browser.click("dialog button.danger")
        self.until_acts(("/api/act", {"action": "stop", "names": ["web"]}))
        self.browser.until_text("#messages", "web: stopped")

    def test_a_fault_is_told_in_its_row_and_stays(self):
        self.show(small())
        self.mock.results["job"] = (False, "ERROR (spawn error)")
        self.browser.click(self.row("job") + " .start")
        self.browser.until_text(self.row("job"), "ERROR (spawn error)")
        self.browser.until_text("#messages", "job: ERROR (spawn error)")

    def test_several_and_a_group_as_a_whole(self):
        self.show([process("g:a"), process("g:b"), process("solo", "STOPPED")])
        self.browser.click(self.row("solo") + " input")
        self.browser.click(self.row("g:a") + " input")
        self.browser.until_text("#selection", "2 selected")
        self.browser.click("#selection .with-icon:nth-child(1)")
        self.until_acts(("/api/act", {"action": "start", "names": ["solo", "g:a"]}))
        self.mock.acts.clear()
        self.browser.click(".group-head .restart")
        self.browser.until_text("dialog", "Restart group g?")
        self.browser.click("dialog button.danger")
        self.until_acts(("/api/act", {"action": "restart", "names": ["g:*"]}))

    def test_shift_selects_all_between(self):
        self.show([process("p%d" % i) for i in range(6)])
        self.browser.click(self.row("p1") + " input")
        ActionChains(self.browser.driver).key_down(Keys.SHIFT).click(self.browser.one(self.row("p4") + " input")).key_up(
            Keys.SHIFT).perform()
        self.browser.until_text("#selection", "4 selected")

    def test_a_signal_is_chosen(self):
        self.show(small())
        self.browser.click(self.row("web") + " input")
        self.browser.click("#selection .bar-acts button:last-child")
        self.browser.click("dialog button.danger")
        self.until_acts(("/api/act", {"action": "signal", "names": ["web"], "signal": "HUP"}))

    def test_who_may_only_read_is_offered_nothing_to_change(self):
        self.show(small(), role="read")
        self.browser.until_text(self.row("web"), "RUNNING")
        self.browser.until("document.querySelector('.row[data-key=web] .stop').hidden", "no stop button")
        self.browser.keys("j", "s")
        self.browser.until_text("#messages", "You may look, but not change anything.")
        self.assertEqual(self.mock.acts, [])


class TokenOfAnotherRun(PageCase):
    complains = True

    def test_is_renewed(self):
        self.show(small())
        self.mock.session["token"] = "an0ther"
        self.browser.click(self.row("job") + " .start")
        self.browser.until_text("#messages", "job: started")
        self.assertEqual(len(self.mock.acts), 2)


class Keyboard(PageCase):
    def test_moves_selects_and_acts(self):
        self.show(small())
        self.until_order(["db", "job", "web"])
        self.browser.keys("j")
        self.assertEqual(self.focused(), "db")
        self.browser.keys(Keys.ARROW_DOWN, "x", "s")
        self.assertEqual(self.focused(), "job")
        self.browser.until_text("#selection", "1 selected")
        self.until_acts(("/api/act", {"action": "start", "names": ["job"]}))
        self.browser.keys(Keys.ESCAPE, "k", "S")
        self.browser.until_text("dialog", "Stop db?")

    def focused(self):
        return self.browser.run("return document.activeElement.dataset.key")

    def test_opens_a_program_and_comes_back_to_its_row(self):
        self.show(small())
        self.mock.programs["job"] = {"config": [], "exits": [], "restarts": 0, "tree": [], "events": []}
        self.until_order(["db", "job", "web"])
        self.browser.keys("j", "j", Keys.ENTER)
        self.browser.until_text(".program-view h1", "job")
        self.browser.keys(Keys.ESCAPE)
        self.browser.until("document.activeElement.dataset.key === 'job'", "the row to have the focus again")

    def test_letters_in_the_filter_are_text(self):
        self.show(small())
        self.until_order(["db", "job", "web"])
        self.browser.keys("/", "s")
        self.browser.until("document.querySelector('#filter').value === 's'", "an s in the filter")
        self.assertEqual(self.mock.acts, [])

    def test_help(self):
        self.show(small())
        self.browser.keys("?")
        self.browser.until_text("dialog", "select all shown")
        self.browser.keys(Keys.ESCAPE)
        self.browser.until("!document.querySelector('dialog')", "help to be gone")


class Many(PageCase):
    def test_a_thousand_programs(self):
        self.show(mock.thousand())
        self.browser.until("document.querySelectorAll('.rows .row').length === 1000", "a thousand rows")
        # What is off screen is not built.
        built = self.browser.run("return document.querySelectorAll('.rows .cell.acts').length")
        self.assertLess(built, 200)
        self.browser.keys(Keys.END)
        self.browser.until_text(self.order()[0] and '.row[data-key="%s"]' % self.order()[-1], "worker")
        self.browser.keys("/", "mail-02 worker_07")
        self.until_order(["mail-02:worker_07"])
