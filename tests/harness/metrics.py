"""What /metrics tells, read as Prometheus would, and checked with its own tool where that is installed."""
import collections
import os
import re
import shutil
import subprocess

OPENMETRICS = "application/openmetrics-text; version=1.0.0"

COUNT_FAMILIES = """import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as families
print(len(list(families(sys.stdin.read()))))"""

Sample = collections.namedtuple("Sample", "name labels value")
ESCAPES = {"\\\\": "\\", '\\"': '"', "\\n": "\n"}


def parse(text):
    """The samples of either format; anything else than comments and well-formed samples is an error."""
    samples = []
    for line in text.split("\n"):
        if line == "" or line.startswith("# "):
            continue
        found = re.fullmatch(r'([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (-?[0-9.]+)', line)
        if not found:
            raise ValueError("no sample: %r" % line)
        labels = {name: re.sub(r'\\["\\n]', lambda escape: ESCAPES[escape.group()], value)
                  for name, value in re.findall(r'([a-z_]+)="((?:[^"\\]|\\.)*)"', found.group(2) or "")}
        samples.append(Sample(found.group(1), labels, float(found.group(3))))
    return samples


def value(samples, metric, /, **labels):
    """The value of the one sample of that name that has these labels, or None."""
    found = [sample.value for sample in samples
             if sample.name == metric and all(sample.labels.get(key) == wanted for key, wanted in labels.items())]
    if len(found) > 1:
        raise ValueError("%d samples of %s%s" % (len(found), metric, labels))
    return found[0] if found else None


def check(t, text):
    """`promtool check metrics` has nothing to say about the text format."""
    if shutil.which("promtool") is None:
        t.true(os.environ.get("SUPERVISE_METRICS_REQUIRED") != "1", "promtool is required (scripts/deps ci)")
        print("not checked by promtool, which is not installed (scripts/deps ci)")
        return
    done = subprocess.run(["promtool", "check", "metrics"], input=text.encode(), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    t.equal((done.returncode, done.stdout.decode()), (0, ""), "promtool check metrics")


def check_openmetrics(t, text):
    """The parser that Prometheus' own Python client has is content with the OpenMetrics format."""
    # The distribution's Python has the package, whichever one runs the tests.
    count = subprocess.run(["/usr/bin/python3", "-c", COUNT_FAMILIES], input=text, capture_output=True, text=True)
    if "No module named" in count.stderr or "No such file" in count.stderr:
        t.true(os.environ.get("SUPERVISE_METRICS_REQUIRED") != "1",
               "python3-prometheus-client is required (scripts/deps ci)")
        print("OpenMetrics is not checked: python3-prometheus-client is not installed (scripts/deps ci)")
        return
    t.equal(count.returncode, 0, "what the parser says:\n" + count.stderr)
    t.true(int(count.stdout) > 20, "families of OpenMetrics")
