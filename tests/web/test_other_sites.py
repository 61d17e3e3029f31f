"""What pages of other sites try with a browser whose user is logged in at our daemon, and names of others that lead to
it. And what programs try that are not to be trusted with markup."""
import http.server
import threading

import browser
from daemon import DaemonCase
from harness import wait

CONF = """\
@BASE@
[supervisord]
loglevel=trace

[inet_http_server]
port=127.0.0.1:@PORT@
@PASSWORD@

[program:web]
command=sleep 1000
startsecs=0

[program:job]
command=sleep 1000
startsecs=0
autostart=false
"""
PASSWORD = "username=ada\npassword=secret\n"

#: What it would do if anything of it were carried out: stop web, start job.
ATTACK = """<!doctype html><title>another site</title>
<form id=old method=post action="@HOME@index.html">
  <input name=processname value=web><input name=action value=stop><input name=token value=x></form>
<form id=act method=post enctype="text/plain" action="@HOME@api/act">
  <input name='{"action": "stop", "names": ["web"], "x": "' value='"}'></form>
<form id=rpc method=post enctype="text/plain" action="@HOME@RPC2">
  <input name='<?xml version' value='"1.0"?><methodCall><methodName>supervisor.stopProcess</methodName><params><param>
  <value><string>web</string></value></param></params></methodCall>'></form>
<img src="@HOME@index.html?processname=web&amp;action=stop" alt="">
<iframe src="@HOME@"></iframe>
<script>
const stop = '{"action": "stop", "names": ["web"]}';
const rpc = '<?xml version="1.0"?><methodCall><methodName>supervisor.stopProcess</methodName><params><param>' +
  '<value><string>web</string></value></param></params></methodCall>';
// "refused" by the browser, or what could be read of the answer.
async function one(path, options) {
  try {
    const answer = await fetch("@HOME@" + path, {credentials: "include", ...options});
    return answer.type === "opaque" ? "opaque" : answer.status + " " + await answer.text();
  } catch (error) {
    return "refused";
  }
}
const all = () => Promise.all([
  one("api/act", {method: "POST", mode: "no-cors", body: stop}),
  one("RPC2", {method: "POST", mode: "no-cors", body: rpc}),
  one("index.html", {method: "POST", mode: "no-cors", body: new URLSearchParams({processname: "web", action: "stop"})}),
  one("api/act", {method: "POST", body: stop, headers: {"Content-Type": "application/json", "X-Supervise-Token": "x"}}),
  one("api/session"), one("api/status"), one("api/live"), one("api/log/web/stdout"),
]);
</script>"""


class Attacker:
    """A little server on another port."""

    def __init__(self, text):
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(text.encode())

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, host):
        return "http://%s:%d/" % (host, self.server.server_port)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Unharmed(DaemonCase):
    CONF = CONF.replace("@PASSWORD@", PASSWORD)

    def setUp(self):
        super().setUp()
        self.case.wait_state("web", "RUNNING")
        self.pid = self.case.pid("web")

    def tearDown(self):
        try:
            self.assertEqual(self.case.states(), {"web": "RUNNING", "job": "STOPPED"})
            self.assertEqual(self.case.pid("web"), self.pid)
        finally:
            super().tearDown()


class OtherSites(Unharmed):
    """Another port of this host counts as the same site for cookies; another name does not."""

    def setUp(self):
        super().setUp()
        self.attacker = Attacker(ATTACK.replace("@HOME@", "http://127.0.0.1:%d/" % self.case.port()))
        self.show()  # the browser knows the password and the cookie from now on

    def tearDown(self):
        self.attacker.close()
        super().tearDown()

    def visits(self):
        for host in ("127.0.0.1", browser.ANOTHER_SITE):
            self.browser.open(self.attacker.url(host))
            yield host

    def test_forms_are_refused(self):
        for form, path in (("old", "/index.html"), ("act", "/api/act"), ("rpc", "/RPC2")):
            for host in self.visits():
                before = self.refusals(path)
                self.browser.run("document.getElementById(arguments[0]).submit()", form)
                wait.until(lambda: self.refusals(path) == before + 1, "%s of %s to be refused" % (path, host))
                self.browser.until_text("body", "Forbidden")

    def refusals(self, path):
        return self.case.log().count('"POST %s HTTP/1.1" 403 ' % path)

    def test_requests_of_scripts_are_refused_and_nothing_can_be_read(self):
        for host in self.visits():
            seen = self.browser.driver.execute_async_script("all().then(arguments[0])")
            self.assertEqual(seen, ["opaque"] * 3 + ["refused"] * 5, host)
        for path in ("/api/act", "/RPC2", "/index.html"):
            self.assertEqual(self.refusals(path), 2, path)

    def test_the_page_is_shown_in_no_frame(self):
        for host in self.visits():
            self.browser.until("document.readyState === 'complete'", "the frame to be loaded")
            self.browser.driver.switch_to.frame(0)
            self.assertEqual(self.browser.all("#programs"), [], host)
            self.browser.driver.switch_to.default_content()


class OtherNames(Unharmed):
    CONF = CONF.replace("@PASSWORD@", "")
    LOGIN = ""

    def test_a_name_of_others_gets_nothing(self):
        self.browser.open(self.address_for("", browser.ANOTHER_SITE))
        self.browser.until_text("body", "This server is not known by the name '%s'." % browser.ANOTHER_SITE)
        for method, path in (("GET", "api/session"), ("GET", "api/live"), ("GET", "logtail/web"), ("POST", "api/act"),
                             ("POST", "RPC2"), ("POST", "index.html")):
            status = self.browser.driver.execute_async_script("""
                const [path, method, done] = arguments;
                fetch("/" + path, {method, body: method === "POST" ? "x" : undefined}).then((a) => done(a.status), () => done(0))""",
                path, method)
            self.assertEqual(status, 421, path)
        self.show()  # by its own


class AllowedName(Unharmed):
    CONF = CONF.replace("@PASSWORD@", "allowed_hosts=%s" % browser.ANOTHER_SITE)
    LOGIN = ""

    def test_is_good(self):
        self.browser.open(self.address_for("", browser.ANOTHER_SITE))
        self.browser.until_text("#link", "live")
        self.browser.until_text(self.row("web"), "RUNNING")


class OldLinks(DaemonCase):
    """By a name, without TLS: browsers say least of where a form comes from."""
    CONF = CONF.replace("@PASSWORD@", PASSWORD)

    def test_work(self):
        self.case.wait_state("web", "RUNNING")
        self.browser.open(self.address_for(self.LOGIN, browser.ANOTHER_SITE) + "index.html?processname=web&action=stop")
        self.browser.click("button")
        self.case.wait_state("web", "STOPPED")
        self.browser.until_text("#messages", "Process web stopped")


MARKUP = "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>"


class Markup(DaemonCase):
    NAME = "<script>document.title=1<script>"  # no name has a slash
    GROUP = "<b>bold"
    CONF = """\
@BASE@
[supervisord]
identifier=<i>host
[inet_http_server]
port=127.0.0.1:@PORT@
[program:%s]
command=sh -c 'cat markup; cat markup >&2; exit 3'
startsecs=0
autorestart=false
[program:%s]
command=sh -c 'exec sleep 1000' "%s"
process_name=%%(program_name)s_%%(process_num)d
numprocs=2
startsecs=0
""" % (NAME, GROUP, "<img src=x onerror=document.title=1>")
    LOGIN = ""

    def lay_out(self):
        self.case.write("markup", MARKUP + "\n")

    def elements(self):
        """What would be there if text had become markup."""
        return self.browser.run("return [...document.querySelectorAll('body script, main img, main b, #top i, #foot i')]"
                                ".map((one) => one.outerHTML)")

    def test_names_and_output_are_text(self):
        self.case.wait_state(self.NAME, "EXITED")
        self.show()
        self.browser.until_text(self.row(self.NAME), self.NAME)
        self.browser.until_text(".group-name", self.GROUP)
        self.browser.until_text("#identifier", "<i>host")
        self.browser.click(".group-head .stop")
        self.browser.until_text("dialog", "Stop group %s?" % self.GROUP)
        self.browser.click(".choices button")
        name = self.NAME.replace("<", "%3C").replace(">", "%3E")
        for where, place, text in (("#/log/%s" % name, ".log", MARKUP), ("#/log/%s/stderr" % name, ".log", MARKUP),
                                   ("#/mainlog", ".log", self.NAME), ("#/program/%s" % name, "h1", self.NAME),
                                   ("#/program/%s" % (self.GROUP + ":" + self.GROUP + "_0"), ".cards", "onerror=document.title=1>")):
            self.show(where)
            self.browser.until_text(place, text)
            self.assertEqual(self.elements(), [], where)
            self.assertNotIn(self.browser.driver.title, ("owned", "1"))
        self.assertEqual(self.forbidden(), [])
