"""What users of each role are shown and offered by our daemon, and what it lets them do whatever they are offered."""
import re

from daemon import DaemonCase

CONF = """\
@BASE@
[inet_http_server]
port=127.0.0.1:@PORT@
username=ada
password=secret

[http_user:eve]
password=look
role=read

[http_user:otto]
password=work
role=operate

[program:web]
command=sh -c 'echo ready; exec sleep 1000'
startsecs=0
environment=DB_PASSWORD="hunter2"

[program:job]
command=sleep 1000
startsecs=0
autostart=false
"""

ASK = """
const [path, body, done] = arguments;
const ask = async () => {
    const { token } = await (await fetch(location.origin + "/api/session")).json();
    const kind = path === "RPC2" ? "text/xml" : "application/json";
    const answer = await fetch(location.origin + "/" + path, {
        method: "POST", headers: { "Content-Type": kind, "X-Supervise-Token": token }, body });
    return [answer.status, await answer.text()];
};
ask().then(done, (error) => done([0, String(error)]));
"""
CALL = "<?xml version='1.0'?><methodCall><methodName>%s</methodName><params>%s</params></methodCall>"
TEXT = "<param><value><string>%s</string></value></param>"
#: Buttons that change something.
CHANGING = re.compile(r"(start|stop|restart|clear|signal|apply|shut down)\b")


class Role(DaemonCase):
    CONF = CONF

    def ask(self, path, body):
        """An order of a page that does not keep to what it shows: (status, text)."""
        return self.browser.driver.execute_async_script(ASK, path, body)

    def call(self, method, *texts):
        return self.ask("RPC2", CALL % (method, "".join(TEXT % text for text in texts)))

    def offered(self):
        """What of that the page shows and would do."""
        names = self.browser.run("""
            return [...document.querySelectorAll("button")].filter((one) => one.checkVisibility() && !one.disabled)
                .map((one) => (one.getAttribute("aria-label") || one.textContent).trim().toLowerCase())""")
        return [name for name in names if CHANGING.match(name)]

    def changed_file(self):
        self.case.config(CONF + "\n[program:new]\ncommand=sleep 1000\n")

    def offered_by_menu(self):
        self.browser.click("#daemon-menu > .menu > button")
        self.browser.one(".menu-list button")
        return [name for name in self.offered() if "daemon" in name]


class Read(Role):
    LOGIN = "eve:look"

    def test_sees_everything(self):
        self.show()
        self.browser.until_text(self.row("web"), "RUNNING")
        self.browser.until_text(self.row("job"), "STOPPED")
        self.show("#/log/web")
        self.browser.until_text(".log", "ready")
        self.show("#/mainlog")
        self.browser.until_text(".log", "spawned: 'web'")
        self.show("#/program/web")
        self.browser.until_text(".cards", "exec sleep 1000")
        self.browser.until_text(".cards", "DB_PASSWORD")
        self.assertNotIn("hunter2", self.browser.run("return document.documentElement.textContent"))
        self.changed_file()
        self.show("#/changes")
        self.browser.until_text(".card", "new")

    def test_is_offered_nothing_that_changes(self):
        self.changed_file()
        for where, ready in (("", self.row("web") + " .acts"), ("#/log/web", ".line"), ("#/mainlog", ".line"),
                             ("#/program/web", ".card"), ("#/changes", ".card")):
            self.show(where)
            self.browser.one(ready)
            self.assertEqual(self.offered(), [], where)
        self.assertEqual(self.offered_by_menu(), [])
        self.show()
        self.browser.click(self.row("web") + " input")
        self.browser.until_text("#selection", "1 selected")
        self.assertEqual(self.offered(), [])
        self.browser.keys("S")
        self.browser.until_text("#messages", "You may look, but not change anything.")
        self.assertEqual(self.case.state("web"), "RUNNING")

    def test_is_refused_what_the_page_does_not_offer(self):
        self.show()
        self.browser.until_text(self.row("web"), "RUNNING")
        pid = self.case.pid("web")
        self.changed_file()
        for path, body in (("api/act", '{"action": "stop", "names": ["web"]}'),
                           ("api/act", '{"action": "clear", "names": ["web"]}'),
                           ("api/act", '{"action": "signal", "names": ["web"], "signal": "TERM"}'),
                           ("api/update", '{"groups": null}'), ("api/daemon", '{"action": "shutdown"}')):
            status, text = self.ask(path, body)
            self.assertEqual(status, 403, path)
            self.assertIn("eve has the role read", text)
        for method, words in (("supervisor.stopProcess", ["web"]), ("supervisor.startProcess", ["job"]),
                              ("supervisor.shutdown", [])):
            self.assertEqual(self.call(method, *words)[0], 403, method)
        self.assertEqual((self.case.states(), self.case.pid("web")), ({"web": "RUNNING", "job": "STOPPED"}, pid))


class Operate(Role):
    LOGIN = "otto:work"

    def test_works_with_programs(self):
        self.show()
        self.browser.click(self.row("job") + " .start")
        self.browser.until_text(self.row("job"), "RUNNING")
        self.browser.click(self.row("job") + " .stop")
        self.browser.click("dialog button.danger")
        self.browser.until_text(self.row("job"), "STOPPED")
        self.assertEqual(self.case.state("job"), "STOPPED")

    def test_does_not_say_which_there_are(self):
        self.show()
        self.assertEqual(self.offered_by_menu(), [])
        self.changed_file()
        self.show("#/changes")
        self.browser.until_text(".card", "new")
        self.assertEqual(self.offered(), [])
        for path, body in (("api/update", '{"groups": null}'), ("api/daemon", '{"action": "restart"}')):
            status, text = self.ask(path, body)
            self.assertEqual(status, 403, path)
            self.assertIn("otto has the role operate, this needs admin", text)
        self.assertEqual(self.call("supervisor.addProcessGroup", "new")[0], 403)
        self.assertEqual(self.case.states(), {"web": "RUNNING", "job": "STOPPED"})


class Admin(Role):
    def test_is_offered_all(self):
        self.show()
        self.assertEqual(self.offered_by_menu(), ["restart daemon", "shut down daemon"])
        self.changed_file()
        self.show("#/changes")
        self.browser.until_text(".card", "new")
        self.assertEqual(self.offered(), ["apply all", "apply"])
