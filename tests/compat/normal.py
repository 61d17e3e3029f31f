"""What may differ between two runs of the same scenario: pids, times, names of files. Everything else must not
(TOL-004)."""
import re

_RULES = [(re.compile(pattern), replacement) for pattern, replacement in (
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ", ""),
    (r"---(\S*?)-[a-z0-9_]{8}\.log", r"---\1-RANDOM.log"),
    (r"\bpid \d+", "pid N"),
    (r"' \(\d+\) with SIGKILL", "' (N) with SIGKILL"),
    (r"\buptime (\d+ days?, )?\d+:\d\d:\d\d", "uptime T"),
    (r"\b[A-Z][a-z]{2} \d\d \d\d:\d\d [AP]M", "STAMP"),
    (r"4\.4\.0\+supervise\.\d+\.\d+\.\d+|4\.2\.5|4\.4\.0\.dev0", "VERSION"),
    (r": file: \S+ line: \d+", ": file:"),
    (r"reaped unknown pid \d+", "reaped unknown pid N"),
    (r"ENV_[A-Z]+SAN_OPTIONS, ", ""),
)]

#: Members of structures whose value is a time or a pid.
_VARYING = {"start", "stop", "now", "pid"}


#: Lines our daemon's log has in addition: a start that fails says why there too, where a service's output is read; who
#: asked for what, and who was not let in. And who runs the test (DAEMON-003).
_LEFT_OUT = re.compile(r"^(CRIT Another program is already listening on a port |CRIT Cannot open an HTTP server: |"
                       r"INFO supervisor\.\w+\(.*\) (by|from) |WARN login failed: |"
                       r"CRIT Supervisor is running as root\. ).*\n", re.M)


class Normal:
    def __init__(self, case):
        self.replaced = ((case.programs.supervisord, "<supervisord>"), (case.programs.supervisorctl, "<supervisorctl>"),
                         (str(case.dir), "@DIR@"))
        self.case = case

    def text(self, text):
        for old, new in self.replaced:
            text = text.replace(old, new)
        if self.case._port is not None:
            text = text.replace(":%d" % self.case._port, ":@PORT@")
        for pattern, replacement in _RULES:
            text = pattern.sub(replacement, text)
        return _LEFT_OUT.sub("", text)

    def value(self, value, member=None):
        """An XML-RPC value, with pids and times reduced to whether there is one."""
        if member in _VARYING and isinstance(value, int):
            return "N" if value else 0
        if isinstance(value, dict):
            # A later version than the packaged one has `autorestart` here (DIFF-002).
            return {k: self.value(v, k) for k, v in value.items() if k != "autorestart"}
        if isinstance(value, list):
            return [self.value(v) for v in value]
        return self.text(value) if isinstance(value, str) else value
