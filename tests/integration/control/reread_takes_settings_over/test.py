"""CFG-215: a reread takes identifier, strip_ansi and childlogdir over at once, unless the command line says them; the main
log, its level and the servers stay as they are."""


def logs_of(t, folder):
    return sorted(path.name[:-len("xxxxxxxx.log")] for path in (t.dir / folder).glob("late-stdout---*"))


def test(t):
    (t.dir / "later").mkdir()
    before = t.conf.read_text()
    after = before.replace("identifier=before", "identifier=after\nstrip_ansi=true\nloglevel=debug\n"
                           "logfile=%s/other.log\nchildlogdir=%s/later" % (t.dir, t.dir)).replace(
        "[unix_http_server]\n", "[unix_http_server]\nusername=u\npassword=p\n")
    t.start()
    t.rpc.startProcess("colour", False)
    t.wait_file("colour.out", "red")
    t.equal(t.read("colour.out"), "a\x1b[31mred\x1b[0m\n", "before")
    t.wait_state("colour", "EXITED")
    (t.dir / "colour.out").unlink()

    t.config(after + "[program:late]\ncommand=sleep 1000\nstartsecs=0\n")
    t.ctl("update", code=0, out="late: added process group\n")
    t.equal(t.rpc.getIdentification(), "after", "identifier")
    t.wait_state("late", "RUNNING")
    t.equal(logs_of(t, "later"), ["late-stdout---after-"], "childlogdir and identifier of a new group")
    t.rpc.startProcess("colour", False)
    t.wait_file("colour.out", "red")
    t.equal(t.read("colour.out"), "ared\n", "strip_ansi")
    t.absent(" DEBG ", t.log())
    t.true(not (t.dir / "other.log").exists(), "the main log is the same")
    t.stop()

    t.config(before)
    t.start("-i", "fixed", "-q", t.dir)
    t.config(after + "[program:late]\ncommand=sleep 1000\nstartsecs=0\n")
    t.ctl("update", code=0, out="late: added process group\n")
    t.equal(t.rpc.getIdentification(), "fixed", "the command line counts")
    t.wait_state("late", "RUNNING")
    t.equal(logs_of(t, "."), ["late-stdout---fixed-"], "for the folder as well")
    t.stop()
