"""EXT-008: pidproxy passes signals on to the process of the pidfile, and ends when it ends."""
import pathlib


def signals(t, name, count):
    t.wait(lambda: len(t.read(name + ".signals").split()) >= count, "%d signals of %s" % (count, name))
    return t.read(name + ".signals").split()


def test(t):
    pidproxy = pathlib.Path(t.programs.supervisord).parent / "pidproxy"
    t.config((t.folder / "supervisord.conf").read_text().replace("@PIDPROXY@", str(pidproxy)))
    t.start()
    t.wait_file("wrapped.pid", r"^\d+$")
    daemon = int(t.read("wrapped.pid"))
    t.rpc.signalProcess("wrapped", "HUP")
    t.equal(signals(t, "wrapped", 1), ["HUP"], "what the daemon got")
    t.rpc.stopProcess("wrapped")
    if t.ours:
        t.equal(signals(t, "wrapped", 3), ["HUP", "TERM", "ended"], "it has ended when the program is STOPPED")
    t.wait_gone(daemon)
    if not t.ours:
        return
    t.rpc.startProcess("background")
    t.wait_file("background.pid", r"^\d+$")
    daemon = int(t.read("background.pid"))
    t.observe(1.5, lambda: t.state("background") == "RUNNING", "following what went into the background")
    t.rpc.signalProcess("background", "HUP")
    t.equal(signals(t, "background", 1), ["HUP"], "what the daemon got")
    t.rpc.stopProcess("background")
    t.true(not t.alive(daemon), "the daemon ended first")
