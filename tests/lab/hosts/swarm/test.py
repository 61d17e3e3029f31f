"""Many hosts with nothing but an sshd, for measuring logins."""
import subprocess

from cluster.lab import Lab

deployer = False
fresh = False


def test(t):
    swarm = Lab(t.lab.name + "-swarm")
    try:
        swarm.up(8, swarm=True, owned=True)
        logins = [(host.name, subprocess.Popen(swarm.ssh(host.name, "hostname"), stdout=subprocess.PIPE))
                  for host in swarm.hosts()]
        t.equal([(login.communicate(timeout=60)[0].decode(), login.returncode) for _, login in logins],
                [(name + "\n", 0) for name, _ in logins], "each login")
    finally:
        swarm.down()
