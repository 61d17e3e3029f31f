"""logs NAME...: the last lines of several programs, each behind its name."""
ours_only = "a command of ours"


def test(t):
    t.start()
    t.wait_file("web.out", "^end")
    t.wait_file("web.err", "trouble")
    t.wait_file("joined.out", "err")
    t.ctl("logs web team:*", code=0, err="", out=(
        "web          | line 1\nweb          | line 2\nweb          | line 3\nweb          | \nweb          | end\n"
        "web (stderr) | trouble\nteam:joined  | out\nteam:joined  | err\n"))
    t.ctl("logs web -n 2 --stdout --no-prefix", code=0, out="\nend\n")
    t.ctl("logs team:joined web --stderr", code=1, out="team:joined: ERROR (no log file)\nweb (stderr) | trouble\n")
    t.ctl("logs mute nobody noteam:*", code=1, out=(
        "nobody: ERROR (no such process)\nnoteam: ERROR (no such group)\nmute: ERROR (no log file)\n"))
    t.match("^Error: logs requires a process name\n", t.ctl("logs", code=1).out)
    t.ctl("logs all -n1", code=0, out="team:joined  | err\nweb          | end\nweb (stderr) | trouble\n")
