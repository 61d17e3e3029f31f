#!/usr/bin/env python3
"""Asks Python's jinja2 and Ansible's filters what the templates of cases.py make, and keeps the answers in cases.json, which
template_cases_test.cpp compares with.

usage: record.py [--check]        --check: only says whether cases.json is up to date (77: there is nobody to ask)
"""
import json
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

PACKAGED = "/usr/bin/python3"

try:
    import ansible
    import jinja2
except ImportError as error:
    if os.path.realpath(sys.executable) != os.path.realpath(PACKAGED) and os.access(PACKAGED, os.X_OK):
        os.execv(PACKAGED, [PACKAGED, *sys.argv])
    print("record.py: skipped, there is nobody to ask: %s (package ansible)" % error)
    sys.exit(77)

import cases  # noqa: E402

VERSIONS = {"jinja2": jinja2.__version__, "ansible": ansible.__version__}
OPTIONS = {"undefined": jinja2.StrictUndefined, "extensions": ["jinja2.ext.do", "jinja2.ext.loopcontrols"]}


def variables():
    return json.loads(json.dumps(cases.VARIABLES))


def environment(options):
    return jinja2.Environment(loader=jinja2.DictLoader(cases.LOADABLE), **{**OPTIONS, **options})


def ansible_environment():
    from ansible.plugins.filter import core, mathstuff
    from ansible.plugins.test import core as test_core, mathstuff as test_mathstuff
    made = environment({})
    for module in (core, mathstuff):
        made.filters.update(module.FilterModule().filters())
    for module in (test_core, test_mathstuff):
        made.tests.update(module.TestModule().tests())
    return made


def answer(made, text):
    try:
        return {"text": made.from_string(text).render(variables())}
    except Exception as error:  # noqa: B902 - whatever the reference raises is its answer
        return {"error": str(error) or type(error).__name__}


def record():
    answers = [{"template": "{{ %s }}" % text, "options": {}, **answer(environment({}), "{{ %s }}" % text)}
               for text in cases.EXPRESSIONS]
    answers += [{"template": text, "options": options, **answer(environment(options), text)}
                for text, options in cases.TEMPLATES]
    made = ansible_environment()
    answers += [{"template": "{{ %s }}" % text, "options": {}, **answer(made, "{{ %s }}" % text)} for text in cases.ANSIBLE]
    return {"versions": VERSIONS, "variables": cases.VARIABLES, "loadable": cases.LOADABLE, "cases": answers}


def main():
    recorded = HERE / "cases.json"
    text = json.dumps(record(), indent=1) + "\n"
    if "--check" not in sys.argv[1:]:
        recorded.write_text(text)
        return 0
    if json.loads(recorded.read_text())["versions"] != VERSIONS:
        print("record.py: skipped, cases.json has the answers of other versions than %s" % VERSIONS)
        return 77
    if recorded.read_text() == text:
        return 0
    print("record.py: cases.json is not what this jinja2 says; run record.py and look at the difference")
    return 1


if __name__ == "__main__":
    sys.exit(main())
