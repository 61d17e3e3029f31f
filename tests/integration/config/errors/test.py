"""Errors of a configuration: the text of the first one and exit status 2 (rows as noted in cases.txt; TOL-006:
what Python's parser says is that of its version 3.11).

cases.txt: a comment with the row, the configuration, then the expected text after `=> `; `@ENV@` stands for the names
of the environment's variables."""

#: Comes with a program that notes which lines it runs (scripts/coverage).
VARIABLE_OF_COUNTING = " ENV___LLVM_PROFILE_RT_INIT_ONCE,"


def cases(text):
    for block in text.split("\n\n"):
        lines = block.strip("\n").split("\n")
        yield (lines[0].lstrip("# "), "\n".join(l for l in lines[1:] if not l.startswith("=> ")) + "\n",
               "\n".join(l[3:] for l in lines if l.startswith("=> ")))


def test(t):
    t.write("bad.inc", "[program:y]\nnot an option\n")
    names = ", ".join(sorted("ENV_" + name for name in t.env))
    wrong = []
    for row, config, expected in cases((t.folder / "cases.txt").read_text()):
        t.config(config)
        done = t.supervisord("-n", "-c", t.conf)
        text = "Error: %s\nFor help, use %s -h\n" % (t.expand(expected).replace("@ENV@", names), t.programs.supervisord)
        said = done.err.replace(VARIABLE_OF_COUNTING, "")
        if (done.code, said) != (2, text):
            wrong.append("%s\n%s  expected %r\n  got      %r, status %s" % (row, config, text, said, done.code))
    t.true(not wrong, "%d cases:\n%s" % (len(wrong), "\n".join(wrong)))
