"""HD-GAP-25, HD-CLI-21: a host on which another run is at work has failed, with the name of that run; it is not told as
unreachable."""
import fcntl

from harness.deployer import Deployer

PROGRAM = 'supervisor_programs:\n- {name: web, supervisor: tsupv, command: "sleep 1000", startsecs: 0}\n'


def test(t):
    deployer = Deployer(t)
    t.start()
    deployer.describe(PROGRAM)
    (t.dir / "home" / ".hadeploy").mkdir(mode=0o700)
    with open(t.write("home/.hadeploy/lock", "process 7, since noon\nanother run\n", mode=0o600)) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        out = deployer.run(code=2).out
        t.match(r"fatal: \[here\]: FAILED! => .*another deployment is at work on this host \(process 7, since noon\)",
                out)
        t.match(r"^here +: ok=0 +changed=0 +unreachable=0 +failed=1", out)
        t.equal(list((t.dir / "conf.d").iterdir()), [], "files that were written")
        # Who only looks is not in the way.
        deployer.run("--check")
        deployer.run(action="status", code=3)
    t.equal(deployer.recap().failed, 0, "failures once it is free")
