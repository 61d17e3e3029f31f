"""The page of our own daemon: what the two make of each other."""
import pathlib

from daemon import DaemonCase
from harness import wait

CONF = """\
@BASE@
[supervisord]
identifier=host <b>one

[inet_http_server]
port=127.0.0.1:@PORT@
username=ada
password=secret

[program:web]
command=sh -c 'echo "\\033[32mready\\033[0m <b>"; while :; do sleep 1000; done'
startsecs=0
environment=DB_PASSWORD="hunter2"

[program:broken]
command=sh -c 'exit 3'
startretries=0
startsecs=1

[program:missing]
command=/nowhere/at/all

[program:worker]
command=sleep 1000
process_name=%(program_name)s_%(process_num)d
numprocs=2
startsecs=0
autostart=false
"""


class OurDaemon(DaemonCase):
    CONF = CONF

    def test_shows_what_is_wrong_and_follows(self):
        self.show()
        self.browser.until_text(self.row("broken"), "FATAL")
        self.browser.until_text(self.row("missing"), "/nowhere/at/all")
        self.browser.until_text(self.row("web"), "RUNNING")
        self.browser.until_text("#identifier", "host <b>one")
        self.browser.until_text("h1", "2 programs need attention")
        self.case.ctl("stop web")
        self.browser.until_text(self.row("web"), "STOPPED")
        self.assertEqual(self.forbidden(), [])

    def test_a_program_called_all_is_one(self):
        self.case.conf.write_text(self.case.conf.read_text() + "[program:all]\ncommand=sleep 1000\nstartsecs=0\n")
        self.case.ctl("update")
        self.show()
        self.browser.click(self.row("all") + " .stop")
        self.browser.until_text("dialog", "Stop all?")
        self.browser.click("dialog button.danger")
        self.browser.until_text(self.row("all"), "STOPPED")
        self.browser.until_text("#messages", "all: stopped")
        self.assertEqual(self.case.state("web"), "RUNNING")

    def test_acts_and_tells_what_came_of_it(self):
        self.show()
        self.browser.click(self.row("missing") + " .start")
        self.browser.until_text(self.row("missing") + " .note.bad", "no such file")
        self.browser.click(self.row("web") + " .stop")
        self.browser.click("dialog button.danger")
        self.browser.until_text(self.row("web"), "STOPPED")
        self.browser.click(".group-head .start")
        self.case.wait_states({"worker:worker_0": "RUNNING", "worker:worker_1": "RUNNING"})
        self.browser.until_text(".group-head .counts", "2 running")
        self.assertEqual(self.case.state("web"), "STOPPED")

    def test_shows_a_log_and_what_is_added(self):
        self.show("#/log/web")
        self.browser.until_text(".log", "ready <b>")
        self.assertEqual(self.browser.text(".log .fg-2"), "ready")
        path = self.case.rpc.getAllConfigInfo()
        path = next(one["stdout_logfile"] for one in path if one["name"] == "web")
        self.case.wait_state("web", "RUNNING")
        self.case.ctl("restart web")
        self.browser.until("document.querySelectorAll('.log .fg-2').length === 2", "it to say so again")
        self.assertEqual(pathlib.Path(path).read_bytes().count(b"ready"), 2)
        self.browser.keys("m")
        self.browser.until_text(".log", "supervisord started with pid")
        self.browser.until_text(".log", "spawned: 'web'")

    def test_goes_on_behind_a_log_that_was_cleared_or_rotated(self):
        self.case.config(CONF + "\n[program:talker]\ncommand=cat\nstartsecs=0\nstdout_logfile_maxbytes=20000\n"
                         "stdout_logfile=@DIR@/talker.log\n")
        self.case.ctl("update")
        self.case.wait_state("talker", "RUNNING")
        say = lambda text: self.case.rpc.sendProcessStdin("talker", text)
        say("before\n")
        self.show("#/log/talker")
        self.browser.until_text(".log", "before")
        self.browser.click(".log-buttons button:last-child")
        self.browser.click("dialog button.danger")
        self.browser.until_text("#messages", "talker: log cleared")
        say("behind\n")
        self.browser.until_text(".log", "behind")
        for i in range(30):  # one rotation, and the last words far from the next
            say("%04d " % i + "x" * 995 + "\n")
        say("the end\n")
        self.browser.until_text(".log", "the end")
        self.assertEqual(self.browser.run("return [...document.querySelectorAll('.line')].filter(l => l.textContent === 'the end').length"), 1)

    def test_shows_lines_without_what_the_file_has_before_them(self):
        """Also when the page goes on behind a connection that was lost, and from the beginning of a file that was cleared."""
        self.case.config(CONF + "\n[program:talker]\ncommand=cat\nstartsecs=0\nlog_format=json\nstdout_logfile=@DIR@/talker.log\n")
        self.case.ctl("update")
        self.case.wait_state("talker", "RUNNING")
        say = lambda text: self.case.rpc.sendProcessStdin("talker", text)
        lines = lambda: self.browser.run("return [...document.querySelectorAll('.log .line')].map(l => l.textContent)")
        say("".join("%04d said before\n" % i for i in range(2000)))
        self.case.wait_file("talker.log", "1999 said before")
        self.show("#/log/talker")
        self.browser.until_text(".log", "1999 said before")
        self.browser.until_text(".earlier", "before this")
        self.browser.keys("e")
        self.browser.until_text(".earlier", "Beginning of the log")
        self.browser.until_text(".log-state", "2,000 lines")
        self.browser.keys("G")
        say("\"one\"\n")
        self.browser.until_text(".log", "\"one\"")
        self.case.stop()
        self.browser.until_text("#away", "Trying again by itself.")
        self.case.start()
        self.case.wait_state("talker", "RUNNING")
        say("two\n")
        self.browser.until_text(".log", "two")
        self.assertEqual(lines()[-3:], ["1999 said before", "\"one\"", "two"])
        self.case.ctl("clear talker")
        self.browser.until_text(".log", "the log was cleared")
        say("three\n")
        self.browser.until_text(".log", "three")
        self.assertEqual(lines()[-4:], ["", "—— the log was cleared or rotated ——", "", "three"])

    def test_a_programs_page_hides_secrets(self):
        self.show("#/program/web")
        self.browser.until_text(".cards", "while :; do sleep 1000; done")
        self.browser.until_text(".cards", "DB_PASSWORD")
        self.assertNotIn("hunter2", self.browser.run("return document.documentElement.textContent"))
        self.case.ctl("stop web")
        self.browser.until_text(".cards", "terminated by SIGTERM, as asked")

    def test_changes_of_the_configuration_are_shown_and_applied(self):
        self.show()
        self.case.config(CONF.replace("command=sleep 1000", "command=sleep 2000") + "\n[program:new]\ncommand=sleep 1000\nstartsecs=0\n")
        self.browser.keys("u")
        self.browser.until_text(".cards", "sleep 2000")
        self.browser.click(".changes-view .primary")
        self.browser.click("dialog button.danger")
        self.case.wait_states({"new": "RUNNING"})
        self.browser.until_text(".cards", "The daemon does what its configuration files say.")

    def test_a_daemon_that_goes_and_comes_back(self):
        self.show()
        self.browser.until_text(self.row("web"), "RUNNING")
        self.case.stop()
        self.browser.until_text("#away", "Trying again by itself.")
        self.case.start()
        self.browser.until_text("#link", "live")
        # With the token of another run of the daemon.
        self.browser.click(self.row("worker:worker_0") + " .start")
        self.case.wait_state("worker:worker_0", "RUNNING")

    def test_an_old_link_asks_before_it_acts(self):
        self.show()
        self.browser.open(self.address + "index.html?processname=web&action=stop")
        self.browser.until_text("h1", "Stop web?")
        self.assertEqual(self.case.state("web"), "RUNNING")
        self.browser.click("form button")
        self.browser.until_text("#messages", "Process web stopped")
        self.assertEqual(self.case.state("web"), "STOPPED")

    def test_logs_out(self):
        self.show()
        self.browser.click("#daemon-menu > .menu > button")
        self.browser.until_text(".menu-list", "Log out ada")
        self.browser.click(".menu-list button:last-child")
        self.browser.until_text("h1", "You are logged out")
        self.assert_logged_out()

    def assert_logged_out(self):
        self.browser.driver.get("http://127.0.0.1:%d/api/session" % self.case.port())
        self.assertNotIn("token", self.browser.text("body"))
        self.assertEqual(self.browser.driver.get_cookies(), [])
        self.assertNotIn("login failed", self.case.log())

    def test_logs_out_by_the_address(self):
        self.show("#/log/web")
        self.browser.open("http://127.0.0.1:%d/logout" % self.case.port())
        self.browser.until_text("h1", "You are logged out")
        self.assert_logged_out()

    def test_asks_nothing_any_more_when_logged_out(self):
        """Each question would open a box that asks for a password."""
        self.show("#/log/web")
        self.browser.until_text(".log", "ready")
        self.browser.click("#daemon-menu > .menu > button")
        self.browser.click(".menu-list button:last-child")
        self.browser.until_text("h1", "You are logged out")
        asked = lambda: self.browser.run("return performance.getEntriesByType('resource').length")
        before = asked()
        self.browser.run("document.dispatchEvent(new Event('visibilitychange')); window.dispatchEvent(new Event('online'));"
                         "location.hash = '#/mainlog'")
        self.browser.keys("m")
        self.browser.run("return new Promise((done) => setTimeout(done, 300))")
        self.assertEqual(asked(), before)

    def test_an_old_tail_leads_to_the_log(self):
        self.browser.open(self.address + "tail.html?processname=web")
        self.browser.until_text(".log", "ready <b>")

    def test_looks_leave_nothing_behind(self):
        """Pages that have been left give back their connections."""
        for _ in range(8):
            self.show("#/log/web")
            self.browser.until_text(".log", "ready")
        self.browser.driver.get("about:blank")
        pid = self.case.daemon.pid
        sockets = lambda: sum("socket:" in str(link.readlink()) for link in pathlib.Path("/proc/%d/fd" % pid).iterdir())
        wait.until(lambda: sockets() <= 6, lambda: "the connections to be closed, there are %d" % sockets())
