"""CFG-208, CTL-005: without [rpcinterface:supervisor] there is no supervisor namespace."""
import pathlib


def test(t):
    t.launch()
    t.wait_log("supervisord started with pid")
    text = ("Sorry, supervisord responded but did not recognize the supervisor namespace commands that supervisorctl "
            "uses to control it.  Please check that the [rpcinterface:supervisor] section is enabled in the "
            "configuration file (see sample.conf).\n")
    t.ctl("status", code=4, out=text)
    t.ctl("version", code=3, out=text)
    t.equal(t.fault(t.rpc.getState), (1, "UNKNOWN_METHOD"), "supervisor.getState")
    t.true(pathlib.Path(t.socket_path).exists(), "the socket")
