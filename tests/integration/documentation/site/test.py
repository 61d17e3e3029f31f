"""The documentation builds as a site without a warning: every link leads somewhere, every page is in the contents."""
import os
import pathlib
import shutil
import subprocess

ours_only = "the documentation is ours"

ROOT = pathlib.Path(__file__).resolve().parents[4]


def test(t):
    if shutil.which("mkdocs") is None:
        if os.environ.get("SUPERVISE_SITE_REQUIRED") == "1":
            t.true(False, "mkdocs is missing; `scripts/deps ci` installs it")
        t.skip("mkdocs is not installed; `scripts/deps ci` installs it")
    site = t.dir / "site"
    done = subprocess.run(["mkdocs", "build", "--strict", "--config-file", ROOT / "mkdocs.yml", "--site-dir", site],
                          capture_output=True, text=True, env={**t.env, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"})
    said = done.stdout + done.stderr
    t.equal(done.returncode, 0, "mkdocs build --strict\n" + said)
    t.absent("WARNING|ERROR", said)
    t.absent("not included in the .nav. configuration", said)
    for page in (ROOT / "doc").glob("*.md"):
        t.true((site / (page.stem + ".html")).exists(), "%s is a page of the site" % page.name)
