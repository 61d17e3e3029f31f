"""PROC-004, PROC-008, PROC-009, PROC-010, PROC-061: k retries are k+1 attempts, 1, 2, ... seconds apart, then FATAL."""
import re


def seconds_of(line):
    hours, minutes, seconds = re.search(r" (\d\d):(\d\d):(\d\d,\d{3}) ", line).groups()
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))


def test(t):
    t.start()
    info = t.wait_state("crash", "BACKOFF")
    t.equal(info["spawnerr"], "Exited too quickly (process log may have details)", "spawnerr")
    t.equal(info["description"], info["spawnerr"], "description")
    t.equal((info["exitstatus"], info["pid"]), (0, 0), "exit status and pid in BACKOFF")

    info = t.wait_state("crash", "FATAL")
    t.equal(info["description"], "Exited too quickly (process log may have details)", "description")
    t.equal(len(t.read("attempts").splitlines()), 3, "attempts with startretries=2")
    t.wait_log(r"WARN exited: crash \(exit status 2; not expected\)", count=3)
    t.wait_log(r"INFO gave up: crash entered FATAL state, too many start retries too quickly$")
    t.absent("success: crash", t.log())

    exits = [seconds_of(line) for line in t.log().splitlines() if "exited: crash" in line]
    spawns = [seconds_of(line) for line in t.log().splitlines() if "spawned: 'crash'" in line]
    for retry in (1, 2):
        delay = spawns[retry] - exits[retry - 1]
        t.true(retry - 0.05 <= delay < retry + 1.6, "retry %d after about %d s (it was %.3f)" % (retry, retry, delay))

    # FATAL is left by an explicit start only.
    t.observe(1.2, lambda: t.state("crash") == "FATAL", "crash in FATAL")
    t.ctl("start crash", code=7, out="crash: ERROR (spawn error)\n")
    t.wait_state("crash", "BACKOFF", "STARTING")
