"""DAEMON-076, DAEMON-077: what breaks while a restart waits for programs to stop does not end the daemon: it starts again with
the configuration it has looked at, or the one it ran with, and writes to the log it has. /metrics does not call that a
configuration in order."""
import os
import resource

from harness import metrics, web

ours_only = "Supervisor looks at the configuration when everything has been stopped, and ends"


def restart_with(t, trouble, mend=lambda: None):
    """Lets `trouble` happen after the restart was accepted and before the last program has ended, and mends it later."""
    t.wait_state("slow", "RUNNING")
    t.wait(lambda: (t.dir / "ready").exists(), "the program to set its trap")
    before = t.pid("slow")
    (t.dir / "ready").unlink()
    t.daemon.signal("HUP")
    t.wait(lambda: (t.dir / "told").exists(), "the program to be told to stop")
    (t.dir / "told").unlink()
    trouble()
    t.write("go", "")
    mend()
    t.wait(lambda: t.answers() and t.state("slow") == "RUNNING" and t.pid("slow") != before, "the program to run again")


def test(t):
    (t.dir / "own").mkdir()
    if os.geteuid() == 0:  # the name of an account takes a descriptor to look up
        t.config(t.conf.read_text().replace("[supervisord]", "[supervisord]\nuser=root"))
    t.start()
    good = t.conf.read_text()

    def broken():
        t.config("[supervisord]\nloglevel=loud\n")
        t.daemon.signal("HUP")
        t.wait_file("own/supervisord.log", "ERRO the restart under way could not use this configuration: .*loud")
    restart_with(t, broken)
    t.wait_file("own/supervisord.log", "the configuration cannot be read any more.*loud.*; going on with the one of before the restart")
    told = metrics.parse(web.Browser(t.port()).get("/metrics").body.decode())
    t.equal(metrics.value(told, "supervise_config_last_reload_successful"), 0, "what /metrics says of the broken file")
    t.config(good)

    # One that can be read and not started with: before, or after it has opened servers.
    for trouble, text in ((good.replace("[supervisord]", "[supervisord]\nuser=doesnotexist").replace("user=root", ""),
                           "Invalid user name doesnotexist"),
                          (good.replace("127.0.0.1:", "192.0.2.7:"), "Cannot open an HTTP server: .*EADDRNOTAVAIL.*")):
        restart_with(t, lambda trouble=trouble: t.config(trouble))
        t.wait_file("own/supervisord.log", "CRIT %s; going on with the configuration of before the restart" % text)
        told = metrics.parse(web.Browser(t.port()).get("/metrics").body.decode())
        t.equal(metrics.value(told, "supervise_config_last_reload_successful"), 0, "what /metrics says of it")
        t.config(good)

    restart_with(t, lambda: (t.dir / "own").rename(t.dir / "away"))
    t.wait_file("away/supervisord.log", "could not open the log file: .*; going on with the one of before the restart")
    t.wait_file("away/supervisord.log", "supervisord started with pid", count=5)

    (t.dir / "away").rename(t.dir / "own")
    limits = resource.prlimit(t.daemon.pid, resource.RLIMIT_NOFILE)

    def none_left():
        resource.prlimit(t.daemon.pid, resource.RLIMIT_NOFILE, (3, limits[1]))
    restart_with(t, none_left, lambda: (
        t.wait_file("own/supervisord.log", "spawnerr: too many open files to spawn 'slow'"),
        resource.prlimit(t.daemon.pid, resource.RLIMIT_NOFILE, limits)))
    t.write("go", "")
    t.stop()
