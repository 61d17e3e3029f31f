"""Waiting for something to become true. Limits are generous: they end a hang, they assert no speed."""
import os
import time

#: Multiplies every limit; raise it for sanitizer builds or a loaded machine.
PATIENCE = float(os.environ.get("SUPERVISE_TEST_PATIENCE", "1"))


class Failed(AssertionError):
    """An expectation of a test that did not hold, in words."""


def until(condition, what, limit=30, pause=0.005):
    """Calls `condition` until it returns something true and returns that; fails after `limit` seconds. `what` may be
    a function that describes the last thing seen."""
    end = time.monotonic() + limit * PATIENCE
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() >= end:
            raise Failed("waited %gs for %s" % (limit * PATIENCE, what() if callable(what) else what))
        time.sleep(pause)
