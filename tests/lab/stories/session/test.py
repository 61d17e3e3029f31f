"""HD-SEED-02, HD-SUP-23, HD-SUP-24: the supervisor's own supervisorctl, at a terminal, under its account."""
import re

from story import tsup

seeds = ("simple",)


def test(t):
    t.deploy()
    host = t.host("en1")
    t.match(r"\A#!/bin/sh\n", host.read(tsup.WRAPPER), "it can be executed")
    t.wait(lambda: re.match(r"program1 +RUNNING +pid \d+, uptime \d+:\d\d:\d\d\n\Z", host.run(
        "supervisorctl_tsupv status", user="tsup", code=None)), "the status by one command")

    shell = host.shell("sudo -u tsup supervisorctl_tsupv")
    shell.see_prompt()
    t.match(r"\Aprogram1 +RUNNING +pid %d, uptime 0:00:\d\d\nsupervisor>" % host.pid_of("tsup", tsup.PROGRAM),
            shell.screen.text(), "first the status")
    shell.run("help")
    t.match(r"^default commands \(type help <topic>\):$", shell.screen.text())
    shell.run("status program1")
    t.equal(shell.screen.text().count("RUNNING"), 2, "lines that say RUNNING")
    t.wait(lambda: "Hello" in host.run("supervisorctl_tsupv tail program1", user="tsup"), "some output")
    shell.run("tail program1")
    t.match(r"Hello from tsup:program1 to stdout\.\.\.\.\.", shell.screen.text())
    shell.run("stop program1")
    t.match(r"^program1: stopped$", shell.screen.text())
    t.wait(lambda: tsup.PROGRAM not in host.command_lines("tsup"), "the program to be gone")
    shell.run("status")
    t.match(r"^program1 +STOPPED +\w{3} \d\d \d\d:\d\d [AP]M$", shell.screen.text())
    shell.run("start program1")
    t.match(r"^program1: started$", shell.screen.text())
    t.wait(lambda: tsup.PROGRAM in host.command_lines("tsup"), "the program to be back")
    t.equal(shell.leave(), 0, "the status of the login")
