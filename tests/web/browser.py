"""A browser that has no window, and words for looking at a page."""
import pathlib
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from harness import wait  # noqa: E402


def missing():
    """Why there can be no browser here, or None."""
    for program in ("chromium", "chromedriver"):
        if not shutil.which(program):
            return "needs %s (scripts/deps web)" % program
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "needs python3-selenium (scripts/deps web)"
    return None


#: A name of another site that leads to this host, as one whose owner answers so may do.
ANOTHER_SITE = "evil.example"


class Browser:
    def __init__(self):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
        self.profile = tempfile.mkdtemp(prefix="sv.web.")
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
                     "--disable-background-networking", "--disable-component-update", "--lang=en",
                     "--host-resolver-rules=MAP %s 127.0.0.1" % ANOTHER_SITE,
                     "--user-data-dir=" + self.profile):
            options.add_argument(word)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        self.size(1280, 900)

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.profile, ignore_errors=True)

    def size(self, width, height):
        """Of what is seen of the page."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def scheme(self, name):
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def command(self, name, **parameters):
        return self.driver.execute_cdp_cmd(name, parameters)

    def open(self, url):
        self.driver.get("about:blank")
        self.complaints()
        self.driver.get(url)

    def complaints(self):
        """What the page has written to the console as errors, such as what the policy has blocked."""
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] in ("SEVERE", "WARNING") and "favicon" not in entry["message"]]

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def one(self, selector):
        """The first such element that is shown; waits for it."""
        return wait.until(lambda: next((e for e in self.all(selector) if e.is_displayed()), None),
                          "%s in the page" % selector)

    def text(self, selector):
        return self.run("const e = document.querySelector(arguments[0]); return e ? e.innerText : ''", selector)

    def click(self, selector):
        wait.until(lambda: self._clicked(selector), "%s to be clicked" % selector)

    def _clicked(self, selector):
        """False when the page has drawn it anew meanwhile."""
        from selenium.common.exceptions import StaleElementReferenceException
        try:
            element = self.one(selector)
            self.run("arguments[0].scrollIntoView({block: 'center'})", element)
            element.click()
        except StaleElementReferenceException:
            return False
        return True

    def keys(self, *keys):
        """To whatever has the focus."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def until(self, script, what, *arguments):
        return wait.until(lambda: self.run("return " + script, *arguments),
                          lambda: "%s; the page shows:\n%s" % (what, self.text("body")[:1500]), pause=0.03)

    def until_text(self, selector, text):
        self.until("[...document.querySelectorAll(arguments[0])].some(e => e.innerText.includes(arguments[1]))",
                   "%r in %s" % (text, selector), selector, text)

    def picture(self, path):
        time.sleep(0.2)
        self.driver.save_screenshot(str(path))
