"""HD-GAP-01: a host that cannot be reached is not as described; `status` names it."""
import json

from harness.deployer import Deployer

MORE = """\
folders:
- {scope: all, path: @DIR@/data, owner: @USER@, group: @GROUP@, mode: "0750"}
"""
UNREACHABLE = "- {name: far, ssh_host: far.example, ssh_user: nobody, ssh_executable: @DIR@/no_ssh}\n"


def test(t):
    deployer = Deployer(t)
    t.start()
    t.write("no_ssh", "#!/bin/sh\necho 'ssh: connect to host far.example port 22: No route to host' >&2\nexit 255\n",
            mode=0o700)
    deployer.describe(MORE)
    deployer.run()

    def status(begin, code):
        text = t.read("app.yml").replace("hosts:\n", begin + "hosts:\n" + UNREACHABLE, 1)
        t.write("more.yml", text)
        options = ["--src", "more.yml", "--action", "status"]
        argv = [deployer.program, *options]
        environment = {"HOME": str(t.dir / "home")}
        out = t._run(argv, environment, code, None, None, t.dir, 90).out
        document = t._run([*argv, "--output", "json"], environment, code, None, None, t.dir, 90).out
        return out, json.loads(document)

    out, found = status("exit_on_fail: no\n", 4)
    t.match("^What was looked at is as described.\nfar cannot be reached: .*No route to host", out)
    t.absent("Everything is as described", out)
    t.equal([host["host"] for host in found["hosts"]], ["here"], "hosts that were looked at")
    t.equal([host["host"] for host in found["unreachable"]], ["far"], "unreachable hosts")
    t.match("No route to host", found["unreachable"][0]["reason"])
    t.equal((found["compared"], found["as_described"]), (False, False), "compared, as described")

    # Then nothing is looked at.
    out, found = status("", 4)
    t.match("^far cannot be reached: ", out)
    t.equal((found["hosts"], found["compared"], found["as_described"]), ([], False, False), "what is known")
