"""PROC-038, PROC-046: an own process group in the daemon's session; pipes on 0, 1, 2 and nothing else open."""
import os

from harness import descendants


def descriptors(pid):
    return {int(fd): os.readlink("/proc/%d/fd/%s" % (pid, fd)) for fd in os.listdir("/proc/%d/fd" % pid)}


def test(t):
    # A descriptor the daemon was started with must not reach the programs.
    leaked = os.open("/dev/zero", os.O_RDONLY)
    os.set_inheritable(leaked, True)
    daemon = t.start(pass_fds=(leaked,))
    apart = t.wait_state("apart", "RUNNING")["pid"]
    joined = t.wait_state("joined", "RUNNING")["pid"]
    for pid in (apart, joined):
        t.wait(lambda: os.readlink("/proc/%d/exe" % pid) .endswith("sleep") or "coreutils" in
               os.readlink("/proc/%d/exe" % pid), "exec")
        _, parent, group, session = descendants.stat_of(pid)
        t.equal((parent, group), (daemon.pid, pid), "parent and process group")
        t.equal(session, descendants.stat_of(daemon.pid)[3], "session")
        t.equal(os.readlink("/proc/%d/cwd" % pid), str(t.dir), "current folder")
        found = descriptors(pid)
        t.equal(sorted(found), [0, 1, 2], "descriptors")
        t.true(all(target.startswith("pipe:") for target in found.values()), "all are pipes: %r" % found)
    t.true(descriptors(apart)[1] != descriptors(apart)[2], "two pipes for stdout and stderr")
    t.equal(descriptors(joined)[1], descriptors(joined)[2], "one pipe with redirect_stderr")
