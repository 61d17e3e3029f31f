"""The scenarios: a configuration and steps. Timing that Supervisor leaves to chance (its loop looks once a second) is
kept out: startsecs well away from the programs' life, orders sorted where they depend on who ends first."""
import importlib

from .scenario import TABLE

for _subject in ("states", "starting", "stopping", "children", "control", "asking", "clients", "configuration", "loading", "values",
                 "refused", "reread", "logs", "output", "reading", "daemon", "life", "xmlrpc", "methods", "web", "events",
                 "listeners", "fcgi", "matrix", "corners"):
    importlib.import_module("." + _subject, __package__)


def all_of():
    return TABLE
