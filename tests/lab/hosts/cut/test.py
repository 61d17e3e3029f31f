"""A host that is cut off is not reached until it is healed; the other one is."""
from cluster import system

deployer = False
fresh = False


def reached(t, name):
    return system.call(t.lab.keeper.words("ssh", "-i", t.dir / "keys/root_id", "-o", "BatchMode=yes",
                                          "-o", "ConnectTimeout=3", "root@%s.mycluster.com" % name, "true")).code == 0


def test(t):
    t.cut("en1")
    try:
        t.true(not reached(t, "en1"), "en1 is off the network")
        t.true(reached(t, "en2"), "en2 is not")
        t.equal(t.host("en1").run("hostname").strip(), "en1", "looking at it does not need the network")
    finally:
        t.heal("en1")
    t.wait(lambda: reached(t, "en1"), "en1 to be back")
