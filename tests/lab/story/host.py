"""A host as a test looks at it: not through the deployer, and not through the network."""
import shlex
import shutil

from harness import wait
from harness.shell import PROMPT, Shell
from harness.terminal import Terminal
from harness.wait import Failed


class HostView:
    def __init__(self, lab, name):
        self.lab = lab
        self.name = name
        self.host = lab.host(name)

    # -- commands --------------------------------------------------------------------------------------------------

    def run(self, script, user=None, code=0):
        """What a shell script printed, run as root or `user`; `code` is what it must end with, None for anything."""
        done = self.host.call(script, user, limit=60 * wait.PATIENCE)
        if code is not None and done.code != code:
            raise Failed("on %s: %s: status %d, expected %d\n%s%s" % (
                self.name, script, done.code, code, done.out, done.err))
        return done.out

    def answers(self, script, user=None):
        """Did it end with 0?"""
        return self.host.call(script, user).code == 0

    # -- files -----------------------------------------------------------------------------------------------------

    def exists(self, path):
        return self.answers("test -e %s" % shlex.quote(path))

    def read(self, path):
        return self.run("cat %s" % shlex.quote(path))

    def write(self, path, text, mode="0644"):
        quoted = shlex.quote(path)
        self.run("printf %%s %s >%s && chmod %s %s" % (shlex.quote(text), quoted, mode, quoted))

    def rights(self, path):
        """`owner:group mode`, the mode as in 644."""
        return self.run("stat -c '%%U:%%G %%a' %s" % shlex.quote(path)).strip()

    def listing(self):
        """Every file of the host's disk with size, rights and time; what belongs to the running system left out."""
        running = ("/var/log/journal", "/var/log/wtmp", "/var/log/lastlog", "/var/log/btmp", "/var/lib/systemd")
        left_out = " -o ".join("-path " + path for path in running)
        return self.run(r"find / -xdev \( %s \) -prune -o -printf '%%p %%y %%s %%m %%U %%G %%T@\n' | sort" % left_out)

    # -- processes -------------------------------------------------------------------------------------------------

    def processes(self, user):
        """{pid: command line} as pgrep shows it; without the account there is none."""
        out = self.run("pgrep -a -u %s" % user, code=None)
        return {int(pid): words for pid, _, words in (line.partition(" ") for line in out.splitlines())}

    def command_lines(self, user):
        return sorted(self.processes(user).values())

    def pid_of(self, user, command):
        """Of the one process of `user` with this command line. A shell that is about to run something is two of them
        for a moment."""
        def one():
            found = [pid for pid, words in self.processes(user).items() if words == command]
            return found[0] if len(found) == 1 else None
        return wait.until(one, lambda: "one process '%s' of %s on %s; they are %s" % (
            command, user, self.name, self.command_lines(user)), 10, pause=0.05)

    def wait_processes(self, user, expected, limit=30):
        """Until exactly these command lines run; `sleep` processes, which scripts start and end, are not looked at."""
        def seen():
            return [words for words in self.command_lines(user) if not words.startswith("sleep ")]
        wait.until(lambda: seen() == sorted(expected), lambda: "%s to have of %s the processes %s; it has %s" % (
            self.name, user, sorted(expected), seen()), limit, pause=0.05)

    def wait_no_process(self, user, limit=30):
        wait.until(lambda: not self.processes(user), lambda: "%s to have no process of %s; it has %s" % (
            self.name, user, self.command_lines(user)), limit, pause=0.05)

    def unit(self, name, property_name="ActiveState"):
        return self.run("systemctl show --property=%s --value %s" % (property_name, name)).strip()

    # -- at a terminal ---------------------------------------------------------------------------------------------

    def shell(self, command, prompt=PROMPT, columns=100, rows=40):
        """An interactive program on the host, as somebody who logged in as root starts it."""
        words = self.lab.ssh(self.name)
        at = words.index("ssh") + 1
        words[at:at] = ["-tt", "-e", "none"]
        return _HostShell([*words, command], prompt, columns, rows)

    def console_shell(self, *words, prompt=PROMPT, columns=100, rows=40):
        """The same without a login."""
        return _HostShell(self.host.words(*words), prompt, columns, rows)


class _HostShell(Shell):
    def __init__(self, words, prompt, columns, rows):
        self.prompt = prompt
        words[0] = shutil.which(words[0])
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8"}
        self.terminal = Terminal(words, "/", environment, "xterm", columns, rows)
