"""S#26: 450 programs, 1,350 pipes: more descriptors than select() can name, and each works. PROC-038: none of them reaches
a program, however many there are."""
import os

limit = 200


def test(t):
    t.start()
    t.wait(lambda: list(t.states().values()).count("RUNNING") == 450, "all to run", 100)
    for number in (0, 224, 449):
        t.wait_file("out.%d" % number, r"\A%d\n\Z" % number)
        folder = "/proc/%d/fd" % t.rpc.getProcessInfo("p:%d" % number)["pid"]
        found = {int(fd): os.readlink("%s/%s" % (folder, fd)) for fd in os.listdir(folder)}
        t.equal(sorted(found), [0, 1, 2], "descriptors of %d" % number)
        t.true(all(target.startswith("pipe:") for target in found.values()), "all are pipes: %r" % found)
    t.stop()
