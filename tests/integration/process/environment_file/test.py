"""environment_file=: read at each spawn, later files over earlier ones, environment= on top; a missing file is that
program's spawn error, and a PATH from a file finds the command."""

ours_only = "a new key"


def test(t):
    (t.dir / "bin").mkdir()
    t.write("tool.env", "PATH=@DIR@/bin:/usr/bin:/bin\n")
    t.write("bin/own-tool", "#!/bin/sh\necho found; exec sleep 1000\n", 0o755)
    t.start()
    t.wait_file("out", "^END=1$")
    found = dict(line.split("=", 1) for line in t.read("out").splitlines() if "=" in line)
    for name, value in (("PLAIN", "a value with blanks"), ("QUOTED", 'double "quoted" # not a comment'),
                        ("SINGLE", "single $HOME"), ("OWN", "stronger"), ("BOTH", "second")):
        t.equal(found.get(name), value, name)
    t.wait_state("optional", "RUNNING")
    info = t.wait_state("missing", "FATAL")
    t.match("missing.env", info["spawnerr"], "spawnerr")

    t.write("second.env", "BOTH=changed\n")
    t.ctl("restart one", code=0)
    t.wait_file("out", "^BOTH=changed$")
    t.write("missing.env", "NOW=there\n")
    t.ctl("start missing", code=0, out="missing: started\n")

    t.ctl("start tool", code=0, out="tool: started\n")
    t.wait_file("tool.out", "^found$")

    # What stands in such a file is nobody's business, least of all when it is not understood.
    t.write("missing.env", "URL = x\npostgres://app:S3cr3t@db/prod?sslmode=require\n")
    t.ctl("restart missing", code=7)
    t.match("missing.env: line 2: ", t.info("missing")["spawnerr"])
    t.absent("S3cr3t", t.log() + t.info("missing")["spawnerr"] + t.ctl("status missing").out)
