"""CTL-008, CTL-009: the shell asks somebody at a terminal for the password, three times; a script it does not."""
import os
import signal

from harness.shell import CTRL_C, PROMPT, Shell

ours_only = "Supervisor asks for ever, and a script as well"
needs = ("libedit",)


def answer(shell, user, password):
    shell.see_line("Username:")
    shell.type(user + "\r")
    shell.see_line("Password:")
    shell.type(password + "\r")


def test(t):
    t.start()
    t.wait_state("web", "RUNNING")
    url = "http://127.0.0.1:%d" % t.port()
    shell = Shell(t, "-s", url)
    answer(shell, "me", "wrong")
    answer(shell, "me", "secret")
    shell.see_prompt()
    t.match(r"^web +RUNNING", shell.screen.text())
    t.absent("secret|wrong", shell.screen.text(), "what was typed is not shown")
    shell.run("version")
    t.equal(shell.screen.text().count("Server requires authentication"), 2, "asked until it was right")
    t.equal(shell.leave(), 0)

    shell = Shell(t, "-s", url)
    for _ in range(3):
        answer(shell, "me", "wrong")
    shell.see_prompt()
    t.equal(shell.screen.text().count("Password:"), 3, "three times")
    t.match(r"error: <class 'xmlrpc.client.ProtocolError'>, <ProtocolError for 127.0.0.1/RPC2: 401 Unauthorized>",
            shell.screen.text().replace("\n", ""))

    # Ctrl-C gives up and brings the echo back.
    shell.enter("pid")
    shell.see_line("Username:")
    shell.type("me\r")
    shell.see_line("Password:")
    t.true(not shell.terminal.is_canonical(), "no echo")
    shell.type(CTRL_C)
    shell.see_prompt()
    shell.enter("fg web")
    shell.see_line("Username:")
    t.true(shell.terminal.is_canonical(), "echo")
    shell.type(CTRL_C)
    shell.see_prompt()
    t.equal(shell.leave(), 0)

    # Killed while the echo is off.
    shell = Shell(t, "-s", url)
    shell.see_line("Username:")
    shell.type("me\r")
    shell.see_line("Password:")
    os.kill(shell.terminal.pid, signal.SIGTERM)
    t.wait(lambda: os.waitid(os.P_PID, shell.terminal.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT), "the end")
    t.true(shell.terminal.is_canonical(), "echo is back")
    t.equal(shell.end(), -signal.SIGTERM)

    # Lines of a script are commands and no passwords.
    done = t.ctl("-s", url, input="me\nsecret\n", code=0)
    t.match(r"\AServer requires authentication\nerror: .*401 Unauthorized>.*\n%s" % PROMPT, done.out)
    t.equal(done.out.count("*** Unknown syntax: "), 2, "both were commands")
    t.absent("Username", done.out)
