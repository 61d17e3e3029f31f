"""CFG-090, CFG-152: NONE drains and drops; redirect_stderr joins both in order."""


def test(t):
    t.start()
    t.wait(lambda: (t.dir / "drained").exists(), "2 MB to be drained")
    info = t.info("none")
    t.equal((info["stdout_logfile"], info["stderr_logfile"]), ("", ""), "no files")
    t.wait_file("both", r"\Aout\nerr\nout\n\Z")
    t.equal(t.info("both")["stderr_logfile"], "", "stderr_logfile")
    t.true(not (t.dir / "ignored").exists(), "the stderr file is not made")
    t.match(r"WARN For \[program:both\], redirect_stderr=true but stderr_logfile has also been set to a filename, "
            r"the filename has been ignored$", t.log())
