#!/usr/bin/env python3
"""Checks what etc/monitoring gives to Prometheus and Grafana, with promtool: the scrape configuration, the alerts and
their tests, and each query of the dashboard, which may use only metrics that there are (doc/metrics.md). The same for
what the pages of doc/ show.

usage: tests/monitoring/run.py        HADEPLOY=PATH: also what `hadeploy --prometheus-targets` writes
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MONITORING = ROOT / "etc" / "monitoring"
SKIPPED = 77
#: What Grafana puts in place of its variables.
VARIABLES = {"$__rate_interval": "5m", "$__interval": "1m", "$host": ".*", "$supervisor": ".*", "$group": ".*",
             "$name": ".*"}
GRID_WIDTH = 24


class Wrong(Exception):
    pass


def expect(condition, what):
    if not condition:
        raise Wrong(what)


def promtool(*words, cwd=None):
    done = subprocess.run(["promtool", *map(str, words)], cwd=cwd, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    expect(done.returncode == 0, "promtool %s:\n%s" % (" ".join(map(str, words)), done.stdout))


def known_names():
    """Names of samples, by doc/metrics.md, which a unit test compares with the table."""
    names = {"up"}
    for name, kind in re.findall(r"^\| `(\w+)` \| (\w+) \|", (ROOT / "doc" / "metrics.md").read_text(), re.M):
        names |= {name + end for end in ("_bucket", "_sum", "_count")} if kind == "histogram" else {name}
    return names


def used_names(query):
    """Names of metrics in a query: words that are neither labels nor functions."""
    bare = re.sub(r'"[^"]*"', '""', query)
    return set(re.findall(r"\b(?:up|supervise_\w+|process_\w+)\b", bare))


def check_names(query, where):
    unknown = used_names(query) - known_names()
    expect(not unknown, "%s: there is no %s" % (where, ", ".join(sorted(unknown))))
    expect(used_names(query), "%s: no metric in %s" % (where, query))


def queries(board):
    """(where, query) of all panels."""
    for panel in board["panels"]:
        for target in panel.get("targets", []):
            yield "panel '%s'" % panel["title"], target["expr"]


def check_layout(board):
    taken = {}
    numbers = [panel["id"] for panel in board["panels"]]
    expect(len(set(numbers)) == len(numbers), "the dashboard has two panels with one id")
    for panel in board["panels"]:
        place = panel["gridPos"]
        expect(panel["title"], "a panel has no title")
        expect(0 <= place["x"] and place["x"] + place["w"] <= GRID_WIDTH, "'%s' is off the grid" % panel["title"])
        for x in range(place["x"], place["x"] + place["w"]):
            for y in range(place["y"], place["y"] + place["h"]):
                other = taken.setdefault((x, y), panel["title"])
                expect(other == panel["title"], "'%s' covers '%s'" % (panel["title"], other))


def check_dashboard(scratch):
    board = json.loads((MONITORING / "dashboard.json").read_text())
    check_layout(board)
    for variable in board["templating"]["list"]:
        if variable["type"] == "query":
            check_names(variable["definition"], "variable " + variable["name"])
            expect("$" + variable["name"] in VARIABLES, "variable %s is not known here" % variable["name"])
    rules = []
    for where, query in queries(board):
        check_names(query, where)
        for variable, value in VARIABLES.items():
            query = query.replace(variable, value)
        expect("$" not in query, "%s: an unknown variable in %s" % (where, query))
        rules.append({"record": "query_%d" % len(rules), "expr": query})
    expect(len(rules) > 20, "the dashboard asks for something")
    path = scratch / "queries.yml"
    path.write_text(json.dumps({"groups": [{"name": "queries", "rules": rules}]}))  # YAML as well
    promtool("check", "rules", path)


def check_alerts(scratch):
    del scratch
    text = (MONITORING / "alerts.yml").read_text()
    promtool("check", "rules", MONITORING / "alerts.yml")
    promtool("test", "rules", MONITORING / "alerts_test.yml", cwd=MONITORING)
    names = re.findall(r"^  - alert: (\w+)$", text, re.M)
    tested = re.findall(r"alertname: (\w+)", (MONITORING / "alerts_test.yml").read_text())
    expect(set(names) == set(tested), "each alert has a test: %s" % sorted(set(names) ^ set(tested)))
    for name, rule in zip(names, re.split(r"^  - alert: \w+$", text, flags=re.M)[1:]):
        check_names(re.search(r"expr:(.*?)\n    (?:for|labels):", rule, re.S).group(1), "alert " + name)


def check_configuration(scratch):
    """The scrape configuration, with a list of targets as hadeploy writes it beside it."""
    for name in ("prometheus.yml", "alerts.yml"):
        shutil.copy(MONITORING / name, scratch)
    (scratch / "supervise.password").write_text("secret")
    targets = scratch / "targets" / "supervise.json"
    targets.parent.mkdir()
    if os.environ.get("HADEPLOY"):
        check_hadeploy(scratch, targets)
    else:
        targets.write_text("[]")
    promtool("check", "config", scratch / "prometheus.yml")


def check_hadeploy(scratch, targets):
    (scratch / "app.yml").write_text("""\
hosts:
- { name: edge1, ssh_host: edge1.example.com, ssh_user: root }
- { name: edge2, ssh_host: 10.0.0.2, ssh_user: root }
- { name: here, connection: local }
host_groups:
- { name: edge, hosts: [ edge1, edge2 ] }
supervisors:
- name: clock
  scope: all
  user: root
  group: root
  http_server: { endpoint: "*:9001", username: prometheus, password: "{SHA}e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4" }
- name: quiet
  scope: all
  user: root
  group: root
""")
    words = [os.environ["HADEPLOY"], "--src", "app.yml", "--action", "none", "--prometheus-targets",
             "targets/supervise.json"]
    done = subprocess.run(words, cwd=scratch, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    expect(done.returncode == 0, "%s:\n%s" % (" ".join(words), done.stdout))
    first = targets.read_bytes()
    subprocess.run(words, cwd=scratch, check=True, stdout=subprocess.DEVNULL)
    expect(targets.read_bytes() == first, "the list is the same the next time")
    expect(targets.stat().st_mode & 0o777 == 0o644, "everybody may read it")
    expect([one.name for one in targets.parent.iterdir()] == [targets.name], "nothing else is left")
    expect(b"{SHA}" not in first and b"e5e9fa" not in first, "no password is in it")
    found = [(group["targets"], group["labels"]["host"], group["labels"].get("host_groups"))
             for group in json.loads(first)]
    expect(found == [(["edge1.example.com:9001"], "edge1", ",edge,"), (["10.0.0.2:9001"], "edge2", ",edge,"),
                     (["127.0.0.1:9001"], "here", None)], "who is scraped: %s" % found)
    (shown,) = re.findall(r"^```json\n(.*?)^```$", (ROOT / "doc" / "hadeploy.md").read_text(), re.M | re.S)
    expect([(group["targets"], list(group["labels"])) for group in json.loads(shown)] ==
           [(group["targets"], list(group["labels"])) for group in json.loads(first)][:1], "what the guide shows of it")


def check_documentation(scratch):
    """What the pages show of Prometheus' configuration, and their queries."""
    (scratch / "supervise.password").write_text("secret")
    configurations = []
    for page in ("monitoring.md", "hadeploy.md"):
        text = (ROOT / "doc" / page).read_text()
        configurations += re.findall(r"^```yaml\n(scrape_configs:.*?)^```$", text, re.M | re.S)
        for query in "".join(re.findall(r"^```promql\n(.*?)^```$", text, re.M | re.S)).splitlines():
            check_query(scratch, query.split(" #")[0].strip(), page)
    expect(len(configurations) >= 3, "the pages show configurations")
    for number, text in enumerate(configurations):
        path = scratch / ("prometheus%d.yml" % number)
        path.write_text(text.replace("/etc/prometheus/", ""))
        promtool("check", "config", path)


def check_query(scratch, query, where):
    check_names(query, where)
    path = scratch / "query.yml"
    path.write_text(json.dumps({"groups": [{"name": "query", "rules": [{"record": "query", "expr": query}]}]}))
    promtool("check", "rules", path)


def main():
    if shutil.which("promtool") is None:
        print("monitoring: there is no promtool, which Debian's package prometheus has (scripts/deps ci)")
        return 1 if os.environ.get("SUPERVISE_METRICS_REQUIRED") == "1" else SKIPPED
    failed = False
    for check in (check_dashboard, check_alerts, check_configuration, check_documentation):
        with tempfile.TemporaryDirectory() as scratch:
            try:
                check(pathlib.Path(scratch))
                print("ok      %s" % check.__name__)
            except Wrong as wrong:
                failed = True
                print("FAILED  %s: %s" % (check.__name__, wrong))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
