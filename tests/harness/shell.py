"""The interactive supervisorctl, as somebody at a terminal uses it."""
from . import wait
from .terminal import Terminal
from .wait import Failed

LIMIT = 20
PROMPT = "supervisor> "

TAB, ENTER, CTRL_C, CTRL_D = b"\t", b"\r", b"\x03", b"\x04"
UP, DOWN, LEFT, RIGHT, DELETE, BACKSPACE = b"\x1b[A", b"\x1b[B", b"\x1b[D", b"\x1b[C", b"\x1b[3~", b"\x7f"


class Shell:
    """`t`: the case whose daemon it talks to."""

    def __init__(self, t, *words, term="xterm", columns=80, rows=40, env=None, prompt=PROMPT):
        self.prompt = prompt
        program = [t.programs.supervisorctl, "-c", str(t.conf), *words]
        self.terminal = Terminal(program, t.dir, {**t.env, **(env or {})}, term, columns, rows)

    @property
    def screen(self):
        return self.terminal.screen

    def wait(self, condition, what):
        try:
            self.terminal.wait(condition, what, LIMIT * wait.PATIENCE)
        except TimeoutError as error:
            raise Failed(str(error)) from None

    def see_line(self, text):
        """Waits until the cursor stands behind exactly this."""
        self.wait(lambda: self.screen.cursor_line() == text, "expected %r before the cursor" % text)

    def see(self, text):
        """Waits until the screen shows this somewhere."""
        self.wait(lambda: text in self.screen.text(), "expected %r on the screen" % text)

    def see_prompt(self):
        self.see_line(self.prompt)

    def type(self, keys, then=None):
        """Presses keys; with `then`, waits for that behind the prompt."""
        self.terminal.type(keys if isinstance(keys, bytes) else keys.encode())
        if then is not None:
            self.see_line(self.prompt + then)

    def enter(self, line):
        """A whole line, without waiting for what it does."""
        self.type(line, then=line)
        self.type(ENTER)

    def run(self, line):
        """A whole line, until the next prompt."""
        self.enter(line)
        self.see_prompt()

    def leave(self, keys=CTRL_D):
        """Ends the shell, whose status is always 0 (CTL-081)."""
        self.terminal.type(keys)
        return self.end()

    def end(self):
        try:
            return self.terminal.end(LIMIT * wait.PATIENCE)
        except TimeoutError as error:
            raise Failed(str(error)) from None
