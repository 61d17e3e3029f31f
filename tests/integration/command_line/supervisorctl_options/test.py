"""CLI-050 to CLI-057, CFG-003, CFG-008: supervisorctl's command line and its errors."""

ERRORS = (
    (["-x"], "option -x not recognized"),
    (["-v"], "option -v not recognized"),
    (["-s", "foo"], "invalid value for -s 'foo': value 'foo' is not a URL"),
    (["-s", "http://", "pid"], "invalid value for -s 'http://': value 'http://' is not a URL"),
    (["-u"], "option -u requires argument"),
    (["--se"], "option --serverurl requires argument"),
    (["-i", "-i"], "conflicting command line option '-i'"),
    (["-c", "nope"], "could not find config file nope"),
    (["-c", "empty.conf", "status"], ".ini file does not include supervisorctl section"),
)


def test(t):
    t.write("empty.conf", "[supervisord]\n")
    for args, text in ERRORS:
        t.ctl(*args, conf=False, code=2, out="", err="Error: %s\nFor help, use %s -h\n" % (text, t.programs.supervisorctl))
    for option in ("-h", "--help", "-?"):
        done = t.ctl(option, "", conf=False, code=0, err="")
        for long_option in ("--configuration", "--serverurl", "--username", "--password", "--interactive"):
            t.match(long_option, done.out, "help")
        t.true(t.programs.supervisorctl in done.out, "the program's name")
    t.config("@BASE@\n")
    t.start()
    t.ctl("-s", "unix://%s" % t.socket_path, "pid", conf=False, code=0, out="%d\n" % t.daemon.pid)
    t.ctl("-i", "pid", code=0, out="%d\n" % t.daemon.pid)
    t.match(r"^error: <class 'ValueError'>, Unknown protocol for serverurl ftp://x: file:",
            t.ctl("-s", "ftp://x", "status", conf=False).out)
