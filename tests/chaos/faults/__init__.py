"""All faults, by kind."""
from harness import needs

from . import clients, clock, configuration, daemon, limits, logs, programs

ALL = sum((kind.FAULTS for kind in (programs, daemon, configuration, logs, limits, clock, clients)), ())


def selected(words):
    """Faults of those names or kinds (`log`, `log.full`); all for none."""
    unknown = [word for word in words if not any(word in (f.name, f.name.split(".")[0]) for f in ALL)]
    if unknown:
        raise SystemExit("run.py: there is no fault %s; there are %s" % (", ".join(unknown), ", ".join(f.name for f in ALL)))
    return [f for f in ALL if not words or f.name in words or f.name.split(".")[0] in words]


def possible(chosen):
    """Those that can be done here; why not, is printed."""
    able = []
    for fault in chosen:
        reason = needs.missing(fault.needs)
        if reason:
            print("left out: %s (%s)" % (fault.name, reason), flush=True)
        else:
            able.append(fault)
    return able
