"""Two labs with the same host names, addresses and files do not meet."""
from cluster.lab import Lab

deployer = False
fresh = False


def test(t):
    other = Lab(t.lab.name + "-other")
    try:
        other.up(1, owned=True)
        other.host("en1").call("touch /etc/of-the-other")
        t.true(not t.host("en1").exists("/etc/of-the-other"), "its disk is its own")
        t.true(other.known_hosts().split()[2] != t.lab.known_hosts().split()[2], "its keys are its own")
        # Ending the units of one host must not end those of the other, which shares kernel and control groups.
        other.host("en1").call("systemctl stop ssh")
        t.equal(t.host("en1").unit("ssh"), "active", "ours goes on")
        other.down()
        t.equal(t.host("en1").unit("ssh"), "active", "and after the end of the other")
    finally:
        other.down()
