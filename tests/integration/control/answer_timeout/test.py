"""--timeout, of a command or before it, ends with status 124 and words: a slow program, a server that does not answer, and
one that does not even accept."""
import socket

from harness.silent import SilentServer

ours_only = "an option of ours"


def test(t):
    t.start()
    t.wait_file("waits.out", "^up$")
    t.ctl("stop waits quick --timeout 4", code=124, err="",
          out="quick: stopped\nNot done after 4 seconds. What supervisord has been asked for goes on:\n"
              "waits: ERROR (still stopping)\n")
    (t.dir / "released").touch()
    t.wait_state("waits", "STOPPED")
    t.ctl("--timeout 60 start waits", code=0, out="waits: started\n")
    t.ctl("start waits --timeout", code=2,
          out="Error: start: option --timeout requires a value: --timeout SECONDS\n")
    t.ctl("--timeout never status", code=2,
          err="Error: invalid value for --timeout 'never': give a number of seconds, such as 5 or 0.5\n"
              "For help, use %s -h\n" % t.programs.supervisorctl)

    silent = socket.socket(socket.AF_UNIX)
    path = str(t.dir / "silent.sock")
    silent.bind(path)
    silent.listen(0)
    late = "unix://%s did not answer within 0.5 seconds\n" % path
    t.ctl("-s", "unix://" + path, "--timeout", "0.5", "status", code=124, out=late)
    for command in ("stop all --timeout=0.5", "shutdown --timeout=0.5"):  # the one before still stands in the queue
        t.ctl("-s", "unix://" + path, *command.split(), code=124, out=late)
    silent.close()

    with SilentServer() as server:  # the document is asked for by GET
        t.ctl("-s", server.url, "--timeout", "0.5", "status", "--json", code=124, out="",
              err="%s did not answer within 0.5 seconds\n" % server.url)
