"""CFG-210, CTL-040, CTL-042: an error in the new config changes nothing, and says what is wrong."""


def test(t):
    t.start()
    pid = t.wait_state("one", "RUNNING")["pid"]
    t.config("@BASE@\n[program:one]\ncommand=sleep 1000\nstartsecs=soon\n[program:two]\ncommand=sleep 1\n")
    text = ("invalid literal for int() with base 10: 'soon' in section 'program:one' (file: '%s')" % t.conf)
    t.equal(t.fault(t.rpc.reloadConfig), (92, "CANT_REREAD: " + text), "reloadConfig")
    t.ctl("reread", code=1, out="ERROR: CANT_REREAD: %s\n" % text)
    t.match(r"^error: <class 'xmlrpc.client.Fault'>, <Fault 92: .CANT_REREAD: ", t.ctl("update", code=1).out)
    t.equal((t.pid("one"), sorted(t.states())), (pid, ["one"]), "nothing changed")
    t.config("@BASE@\n[program:one]\ncommand=sleep 1000\nstartsecs=0\n")
    t.ctl("reread", code=0, out="No config updates to processes\n")
