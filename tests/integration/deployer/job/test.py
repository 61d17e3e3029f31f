"""HD-PRG-11, HD-PRG-16: a job runs once in a deployment, though adding its group runs it already; one that has ended well
is as described, one that has not is a difference."""
from harness.deployer import Deployer

JOB = """\
supervisor_programs:
- {name: job, supervisor: tsupv, startsecs: 0, autorestart: "false", command: "/bin/sh -c 'echo ran >>@DIR@/ran; exit %d'"}
"""


def runs(t):
    return t.read("ran").count("ran\n")


def test(t):
    deployer = Deployer(t)
    t.start()
    deployer.describe(JOB % 0)
    deployer.run()
    t.wait_state("job", "EXITED")
    t.equal(runs(t), 1, "runs of the first deployment")
    deployer.run(action="status")
    deployer.run()
    t.wait_state("job", "EXITED")
    t.equal(runs(t), 2, "runs with the second one")

    deployer.describe(JOB % 3)
    deployer.run(code=None)  # it may still run when the deployment looks
    t.wait_state("job", "EXITED")
    t.match("job is EXITED, described as started", deployer.run("--states-only", action="status", code=3).out)
