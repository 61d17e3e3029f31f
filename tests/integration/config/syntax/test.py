"""CFG-010, CFG-020 to CFG-028, CFG-060: comments, delimiters, duplicates, expansion."""


def test(t):
    t.start()
    for name, text in (("comments", "a;b a#b"), ("quotes", "a b c d e f"), ("percent", "100%% percent UTC %s" % t.dir)):
        t.wait_state(name, "EXITED")
        t.equal(t.read(name), text + "\n", name)
    t.match(r"^quotes +in use +auto +42:42$", t.ctl("avail", code=0).out, "a section may be continued further down")
    t.equal(t.info("quotes")["stderr_logfile"], "", "its other key")
