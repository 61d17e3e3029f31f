"""CFG-040 to CFG-050: patterns relative to the config, sorted, merged over it; %(here)s is the included file's folder."""


def test(t):
    t.write("parts/10.conf", "[program:a]\ncommand=sh -c 'echo %(here)s; exec sleep 1000'\nstartsecs=0\n"
            "stdout_logfile=@DIR@/a.out\n[program:b]\ncommand=sleep 1000\npriority=1\n")
    t.write("parts/20.conf", "[program:b]\npriority=7\nautostart=false\n[include]\nfiles=@DIR@/other.conf\n")
    t.write("parts/.hidden.conf", "[program:hidden]\ncommand=sleep 1000\n")
    t.write("other.conf", "[program:other]\ncommand=sleep 1000\n")
    t.start(cwd="/")
    t.wait_state("a", "RUNNING")
    t.wait_file("a.out", "^%s/parts$" % t.dir)
    t.equal(sorted(t.states()), ["a", "b"], "programs")
    t.ctl("avail", code=0, out="a                                in use    auto      999:999\n"
                               "b                                in use    manual    7:7\n")
    t.in_order([r'WARN No file matches via include "%s/nothing/\*\.conf"$' % t.dir,
                r'INFO Included extra file "%s/parts/10.conf" during parsing$' % t.dir,
                r'INFO Included extra file "%s/parts/20.conf" during parsing$' % t.dir], t.log())
