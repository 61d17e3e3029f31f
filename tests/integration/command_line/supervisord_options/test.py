"""CLI-001 to CLI-006, CLI-008, CLI-023, CLI-038, CLI-039, CLI-040, DIFF-006: supervisord's command line and its errors."""
import re

ERRORS = (
    (["-x"], "option -x not recognized"),
    (["--frob"], "option --frob not recognized"),
    (["-c"], "option -c requires argument"),
    (["--configuration"], "option --configuration requires argument"),
    (["--conf"], "option --configuration requires argument"),
    (["--nodaemon=1"], "option --nodaemon must not have an argument"),
    (["--log", "x"], "option --log not a unique prefix"),
    (["-n", "-n"], "conflicting command line option '-n'"),
    (["-n", "--nodaemon"], "conflicting command line option '--nodaemon'"),
    (["-c", "a", "-c", "b"], "conflicting command line option '-c'"),
    (["-e", "foo"], "invalid value for -e 'foo': bad logging level name 'foo'"),
    (["--loglevel=foo"], "invalid value for --loglevel 'foo': bad logging level name 'foo'"),
    (["-y", "5x"], "invalid value for -y '5x': invalid literal for int() with base 10: '5x'"),
    (["-z", "x"], "invalid value for -z 'x': invalid literal for int() with base 10: 'x'"),
    (["-m", "9"], "invalid value for -m '9': 9 can not be converted to an octal type"),
    (["-d", "/nope"], "invalid value for -d '/nope': /nope is not an existing directory"),
    (["-l", "/nope/x"], "invalid value for -l '/nope/x': The directory named as part of the path /nope/x does not exist"),
    (["-q", "/nope"], "invalid value for -q '/nope': /nope is not an existing directory"),
    (["-a", "x"], "invalid value for -a 'x': invalid literal for int() with base 10: 'x'"),
    (["--minprocs", "x"], "invalid value for --minprocs 'x': invalid literal for int() with base 10: 'x'"),
    (["foo", "it's"], "positional arguments are not supported: ['foo', \"it's\"]"),
    (["-n", "foo", "-x"], "positional arguments are not supported: ['foo', '-x']"),
    (["-c", "nope"], "could not find config file nope"),
    (["--conf=nope"], "could not find config file nope"),
    (["-c", "/tmp"], "could not read config file /tmp"),
    (["-e", "info", "--frob"], "option --frob not recognized"),
    (["-v", "-x"], "option -x not recognized"),
)


def test(t):
    for args, text in ERRORS:
        t.supervisord(*args, code=2, out="", err="Error: %s\nFor help, use %s -h\n" % (text, t.programs.supervisord))
    version = "4.4.0+supervise.0.1.0" if t.ours else "4.2.5"
    for option in ("-v", "--version", "--vers"):
        t.supervisord(option, code=0, err="", out=version + "\n")
    for option in ("-h", "--help", "-?"):
        done = t.supervisord(option, "-c", "nope", code=0, err="")
        t.match(r"supervisord", done.out)
        for long_option in ("--configuration", "--nodaemon", "--silent", "--user", "--loglevel", "--identifier",
                            "--nocleanup", "--minfds", "--minprocs"):
            t.match(re.escape(long_option), done.out, "help")
        t.true(t.programs.supervisord in done.out and done.out.endswith("\n\n"), "the program's name, a blank line")
    if t.ours:
        t.match(r"^Error: option --profile_options belongs to the Python interpreter's profiler, which is not here; use perf",
                t.supervisord("--profile_options=calls", code=2, out="").err)
    t.config("[supervisord]\n")
    t.supervisord("-u", "nobodyhasthisname", "-c", t.conf, code=2,
                  err="Error: Invalid user name nobodyhasthisname\nFor help, use %s -h\n" % t.programs.supervisord)
