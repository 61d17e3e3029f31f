"""LOG-030, LOG-031, DAEMON-012, DAEMON-079: names, modes and cleaning of AUTO logs."""
import re


def names(t, pattern="*.log"):
    return sorted(p.name for p in t.dir.glob(pattern) if p.name != "supervisord.log")


def test(t):
    stale = ["old-stdout---my.id-abcdefgh.log", "old-stderr---my.id-abcdefgh.log.1"]
    kept = ["old-stdout---other-abcdefgh.log", "one.log"]
    for name in stale + kept:
        t.write(name, "old\n")
    t.start()
    t.wait_state("one", "RUNNING")
    kinds = sorted(re.sub(r"[a-z0-9_]{8}\.log$", "RANDOM.log", n) for n in names(t) if n not in kept)
    t.equal(kinds, ["joined-stdout---my.id-RANDOM.log", "never-stderr---my.id-RANDOM.log",
                    "never-stdout---my.id-RANDOM.log", "one-stderr---my.id-RANDOM.log",
                    "one-stdout---my.id-RANDOM.log"], "AUTO logs")
    for name in kept:
        t.equal(t.read(name), "old\n", name)
    for name in stale:
        t.true(not (t.dir / name).exists(), "%s is cleaned" % name)
    for path in t.dir.glob("*---my.id-*"):
        t.equal(path.stat().st_mode & 0o777, 0o600, "mode of " + path.name)
    path = t.info("one")["stdout_logfile"]
    t.wait_file(path, "hello")
    earlier = names(t, "*---my.id-*")
    t.daemon.signal("HUP")
    t.wait_log("supervisord started with pid", count=2)
    t.wait_ready()
    t.wait_state("one", "RUNNING")
    later = names(t, "*---my.id-*")
    t.rpc.removeProcessGroup("never")
    t.equal(names(t, "*---my.id-*"), later, "those of a group that is removed stay")
    t.equal((len(later), set(later) & set(earlier)), (5, set()), "a restart removes them and makes new ones")
    t.stop()

    before = names(t, "*---my.id-*")
    t.start("-k")
    t.wait_state("one", "RUNNING")
    t.true(set(before) <= set(names(t, "*---my.id-*")), "nocleanup keeps them")
    t.daemon.signal("HUP")
    t.wait_log("supervisord started with pid", count=4)
    t.true(set(before) <= set(names(t, "*---my.id-*")), "over a restart as well")
