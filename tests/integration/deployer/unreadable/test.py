"""HD-VAR-35, HD-GAP-27: what supervisord would refuse is told before anything is changed; where a daemon cannot read its files
for another reason, those of the run are put back and new ones go."""
from harness.deployer import Deployer

GOOD = """\
supervisor_programs:
- {name: web, supervisor: tsupv, command: "sleep 1000", startsecs: 0}
"""
REFUSED = GOOD + """\
- {name: a, supervisor: tsupv, command: "sleep %(foo)s"}
- {name: b, supervisor: tsupv, command: "sleep 1", process_name: a/b}
- {name: c, supervisor: tsupv, command: "sleep 1", user: ""}
- {name: d, supervisor: tsupv, command: "sleep 1", type: eventlistener, events: NOSUCH}
- {name: e, supervisor: tsupv, command: "sleep 1", stopsignal: "{{ ansible_system }}"}
"""


def test(t):
    deployer = Deployer(t)
    t.start()
    deployer.describe(REFUSED)
    for action in ("none", "deploy"):
        told = deployer.run(action=action, code=1).err
        for words in (r"supervisor_programs\[1\].command: .*%\(foo\)s has no value here", r"process_name: Invalid name: 'a/b'",
                      r"\[3\].user: .*there is no account ''", r"\[4\].events: .*there is no event NOSUCH"):
            t.match(words, told)
    t.match("'Linux' is not a signal", told)
    t.equal(list((t.dir / "conf.d").iterdir()), [], "files")

    deployer.describe(GOOD)
    deployer.run()
    good = t.read("conf.d/web_prg.ini")
    t.write("conf.d/zz.ini", "[group:theirs]\nprograms=nobody\n")
    deployer.describe(GOOD.replace("1000", "2000") + '- {name: new, supervisor: tsupv, command: "sleep 1"}\n')
    failed = deployer.run(code=2).out
    t.match("CANT_REREAD: .*nobody.*; its files are as before this run again", failed)
    t.equal(t.read("conf.d/web_prg.ini"), good, "the file of before")
    t.equal(sorted(path.name for path in (t.dir / "conf.d").iterdir()), ["web_prg.ini", "zz.ini"], "files")
    (t.dir / "conf.d" / "zz.ini").unlink()
    deployer.run()
    t.match("sleep 2000", t.read("conf.d/web_prg.ini"))
