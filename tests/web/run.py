#!/usr/bin/env python3
"""Looks at the page with a browser: test_*.py here, against a daemon made up (mock.py) and against ours.

usage: run.py [-v] [test_list | test_list.Filter | test_list.Filter.test_name]...

Ends with 77 and the reason where there is no browser, and says what was left out for want of something else; with
`SUPERVISE_WEB_REQUIRED=1` that is a failure. `SUPERVISORD` names the daemon to be tested."""
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

DISTRIBUTION = "/usr/bin/python3"


def use_the_distributions_python():
    """selenium is Debian's, for Debian's Python; another one may stand before it in PATH."""
    has = [DISTRIBUTION, "-c", "import selenium"]
    if "SUPERVISE_WEB_PYTHON" in os.environ or not shutil.which(DISTRIBUTION):
        return
    if subprocess.run(has, stderr=subprocess.DEVNULL).returncode == 0:
        os.environ["SUPERVISE_WEB_PYTHON"] = "distribution"
        os.execv(DISTRIBUTION, [DISTRIBUTION, *sys.argv])


def main():
    try:
        import selenium  # noqa: F401
    except ImportError:
        use_the_distributions_python()
    import browser
    reason = browser.missing()
    required = os.environ.get("SUPERVISE_WEB_REQUIRED") == "1"
    if reason:
        print("tests/web: %s, %s" % ("failed" if required else "skipped", reason))
        return 1 if required else 77
    import page
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    loader = unittest.TestLoader()
    suite = loader.loadTestsFromNames(words) if words else loader.discover(str(HERE), "test_*.py")
    try:
        result = unittest.TextTestRunner(verbosity=2 if "-v" in sys.argv else 1).run(suite)
    finally:
        page.close()
    for test, why in result.skipped:
        print("tests/web: left out %s: %s" % (test.id(), why))
    return 0 if result.wasSuccessful() and not (required and result.skipped) else 1


if __name__ == "__main__":
    sys.exit(main())
