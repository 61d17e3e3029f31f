"""HD-GAP-01: `status --watch` looks again over the login it has, prints the table when something has changed, and ends
with the exit status of the last look."""
import os
import signal
import subprocess

from harness.deployer import Deployer

PROGRAM = 'supervisor_programs:\n- {name: web, supervisor: tsupv, command: "sleep 1000", startsecs: 0}\n'


def test(t):
    deployer = Deployer(t)
    t.start()
    deployer.describe(PROGRAM)
    t.match("--watch is for --action status", deployer.run("--watch", code=1).err)
    deployer.run()
    with open(t.dir / "watch.out", "wb") as out:
        watching = subprocess.Popen(
            [deployer.program, "--src", "app.yml", "--action", "status", "--watch=1"], cwd=t.dir, stdout=out,
            stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(t.dir / "home")})
        try:
            t.wait_file("watch.out", "Everything is as described")
            t.ctl("stop web")
            t.wait_file("watch.out", "web is STOPPED, described as started")
            t.ctl("start web")
            t.wait_file("watch.out", "Everything is as described", count=2)
            t.ctl("stop web")
            t.wait_file("watch.out", "web is STOPPED, described as started", count=2)
            watching.send_signal(signal.SIGINT)
            t.equal(watching.wait(60), 3, "exit status")
        finally:
            watching.kill()
            watching.wait()
    t.equal(t.read("watch.out").count("HOST  SUPERVISOR  STATE"), 4, "tables: one for each change")
