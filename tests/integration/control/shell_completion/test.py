"""CTL-084, CTL-085: Tab completes commands and names; twice, it shows the choice."""
from harness.shell import CTRL_C, TAB, Shell

ours_only = "Tab here completes more than Supervisor's"
needs = ("libedit",)


def test(t):
    t.start()
    t.wait_states({"web": "RUNNING", "api": "RUNNING", "worker:worker_2": "RUNNING"})
    shell = Shell(t)
    shell.see_prompt()

    def completes(typed, expected):
        shell.type(typed.encode() + TAB, then=expected)
        shell.type(b"\x15", then="")

    def offers(typed, *names):
        """The second Tab shows them; the line stays."""
        shell.run("")
        shell.type(typed, then=typed)
        shell.type(TAB)
        shell.type(TAB)
        shell.see("supervisor> %s\n%s\nsupervisor> %s" % (typed.rstrip(), "  ".join(names), typed.rstrip()))
        shell.type(b"\x15", then="")

    completes("ver", "version ")
    completes("ma", "maintail ")
    completes("q", "quit ")
    completes("he", "help ")
    offers("re", "reload", "remove", "reread", "restart")
    completes("res", "restart ")
    completes("help sh", "help shutdown ")
    completes("start wo", "start worker:")
    offers("start worker:", "worker:worker_0", "worker:*", "worker:worker_1", "worker:worker_2")
    completes("start worker:*", "start worker:* ")
    completes("start web worker:worker_1", "start web worker:worker_1 ")
    completes("status ap", "status api ")
    completes("status api:", "status api:")
    offers("stop ", "api", "web", "worker:worker_0", "worker:*", "worker:worker_1", "worker:worker_2", "all")
    completes("remove ap", "remove api ")
    completes("remove wo", "remove worker ")
    completes("tail -f we", "tail -f web ")
    completes("tail web ", "tail web std")
    completes("tail web stde", "tail web stderr ")
    completes("maintail ", "maintail -f ")
    completes("signal HU", "signal HUP ")
    completes("signal HUP we", "signal HUP web ")
    completes("open u", "open unix:// ")
    completes("version ", "version ")
    completes("nothing ", "nothing ")
    bells = shell.screen.bells
    shell.type("status nope", then="status nope")
    shell.type(TAB)
    shell.wait(lambda: shell.screen.bells > bells, "a beep where there is nothing to complete")
    shell.type(CTRL_C)
    shell.see_prompt()

    # Names are asked for anew with each line.
    t.config(t.conf.read_text().replace("[program:api]", "[program:ape]\ncommand=/bin/cat\n\n[program:api]"))
    shell.run("reread")
    completes("add ", "add ape ")
    shell.run("add ape")
    offers("status ap", "ape", "api")

    # A daemon that does not answer gives no names, no error, and soon the keyboard back.
    t.daemon.signal("STOP")
    try:
        shell.type("stop w", then="stop w")
        shell.type(TAB + b"eb", then="stop web")
    finally:
        t.daemon.signal("CONT")
    shell.type(CTRL_C)
    shell.see_prompt()
    t.stop()
    shell.type("stop w", then="stop w")
    shell.type(TAB + TAB + b"eb", then="stop web")
    shell.type(CTRL_C)
    shell.see_prompt()
    t.equal(shell.screen.unknown, [], "sequences")
    t.equal(shell.leave(), 0, "exit status")
