"""axe-core, which looks for what keeps people from using a page: fetched from the npm registry once, kept below build/."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import tarfile
import tempfile

from browser import wait

VERSION = "4.10.3"
#: Of axe.min.js in that version.
SHA256 = "880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb"
FOLDER = pathlib.Path(__file__).resolve().parents[2] / "build" / "npm"
LIMIT = 120
#: What WCAG 2.2 asks for at levels A and AA, and what is good practice beyond it.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_RUN = """
const done = arguments[arguments.length - 1];
const rules = Object.fromEntries(arguments[1].map((name) => [name, {enabled: false}]));
axe.run(document, {runOnly: {type: "tag", values: arguments[0]}, resultTypes: ["violations"], preload: false, rules}).then(
  (found) => done({violations: found.violations.map((one) => ({
    rule: one.id, help: one.help, nodes: one.nodes.map((node) => node.target.join(" ") + ": " + node.failureSummary)}))}),
  (error) => done({error: String(error)}));
"""


class Unavailable(Exception):
    """Why there is no axe-core here."""


def source():
    """The text of axe.min.js."""
    path = FOLDER / ("axe-core-%s.min.js" % VERSION)
    if not is_it(path):
        _fetch(path)
    return path.read_text()


def is_it(path):
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == SHA256


def _fetch(path):
    if not shutil.which("npm"):
        raise Unavailable("there is no npm to fetch axe-core with")
    with tempfile.TemporaryDirectory(prefix="sv.axe.") as scratch:
        words = ["npm", "pack", "axe-core@" + VERSION, "--pack-destination", scratch, "--silent", "--ignore-scripts",
                 "--fetch-retries=1", "--fetch-timeout=20000"]
        try:
            done = subprocess.run(words, cwd=scratch, capture_output=True, text=True, timeout=LIMIT)
        except subprocess.TimeoutExpired:
            raise Unavailable("npm took more than %d s to fetch axe-core" % LIMIT) from None
        if done.returncode:
            raise Unavailable("npm could not fetch axe-core: %s" % (done.stderr.strip() or "it does not say why").split("\n")[0])
        with tarfile.open(pathlib.Path(scratch) / ("axe-core-%s.tgz" % VERSION)) as packed:
            text = packed.extractfile("package/axe.min.js").read()
    got = hashlib.sha256(text).hexdigest()
    if got != SHA256:
        raise AssertionError("axe-core %s of the registry has another axe.min.js (sha256 %s) than it had" % (VERSION, got))
    FOLDER.mkdir(parents=True, exist_ok=True)
    beside = path.with_name("%s.%d" % (path.name, os.getpid()))
    beside.write_bytes(text)
    beside.replace(path)  # another run may be about to read it


def violations(browser, but=()):
    """What is wrong with the page as it is shown now: [text]. Put in by the driver: the page's policy runs no script of
    others. `but`: rules that are left out."""
    if not browser.run("return Boolean(window.axe)"):
        browser.run(source())
    browser.driver.set_script_timeout(LIMIT * wait.PATIENCE)
    result = browser.driver.execute_async_script(_RUN, TAGS, but)
    if "error" in result:
        raise AssertionError("axe-core gave up: " + result["error"])
    return ["%s (%s)\n    %s" % (one["rule"], one["help"], "\n    ".join(node.replace("\n", "\n      ") for node in one["nodes"]))
            for one in result["violations"]]
