"""Lines of any length survive exactly: a command of 4,000 bytes, an environment of 100,000, in CRLF and continued."""


def test(t):
    words = " ".join("word%03d" % i for i in range(500))
    big = "".join(chr(97 + i % 26) for i in range(100000))
    t.conf.write_bytes(t.expand(
        "@BASE@\n[program:long]\ncommand=sh -c 'echo \"$@\"; printf %%s \"$BIG\" | wc -c; sleep 1000' x " + words + "\n"
        "environment=BIG=\"" + big + "\"\nstartsecs=0\nstdout_logfile=@DIR@/long\n"
        "[program:continued]\ncommand=sh -c 'echo \"$1 $2\"; exec sleep 1000' x\n    first\n\tsecond\n"
        "environment=A=\"1\",\n   B=\"2\"\nstartsecs=0\nstdout_logfile=@DIR@/continued\n").encode())
    t.start()
    t.wait_file("long", "^100000$")
    t.equal(t.read("long"), words + "\n100000\n", "the words and the variable")
    t.wait_file("continued", "^first second$")
    t.stop()

    t.conf.write_bytes(t.expand("@BASE@\n[program:crlf]\ncommand=sh -c 'echo dos; exec sleep 1000'\nstartsecs=0\n"
                                "stdout_logfile=@DIR@/dos\n").replace("\n", "\r\n").encode())
    t.start()
    t.wait_file("dos", r"\Ados\n\Z")
