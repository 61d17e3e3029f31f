"""PROC-040, PROC-041: failures between fork and exec are told in the program's own error log."""


def test(t):
    t.start()
    for name in ("badinterp", "noformat", "nofolder"):
        t.wait_state(name, "FATAL")
    t.equal(t.read("badinterp.err"), "supervisor: couldn't exec %s/badinterp.sh: ENOENT\n"
            "supervisor: child process was not spawned\n" % t.dir, "missing interpreter")
    t.equal(t.read("noformat.err"), "supervisor: couldn't exec %s/noformat.sh: ENOEXEC\n"
            "supervisor: child process was not spawned\n" % t.dir, "no shell is tried")
    t.equal(t.read("nofolder.out"), "supervisor: couldn't chdir to %s/no/such/folder: ENOENT\n"
            "supervisor: child process was not spawned\n" % t.dir, "missing directory")
