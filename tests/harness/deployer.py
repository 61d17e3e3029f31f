"""hadeploy on this very machine (`connection: local`): everything below the scratch folder, in a supervisor that somebody
else manages."""
import collections
import getpass
import grp
import os
import pathlib
import re

from . import programs
from .case import Skipped
from .wait import Failed

Recap = collections.namedtuple("Recap", "ok changed failed")

#: A daemon as the description below says it is.
CONFIGURATION = """\
[unix_http_server]
file=@DIR@/supervisor.sock

[supervisord]
logfile=@DIR@/supervisord.log
pidfile=@DIR@/supervisord.pid
childlogdir=@DIR@

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://@DIR@/supervisor.sock

[include]
files=@DIR@/conf.d/*.ini
"""

BEGIN = """\
hosts:
- {name: here, connection: local}
supervisors:
- {name: tsupv, scope: all, managed: no, user: @USER@, group: @GROUP@, conf_file_dst: @DIR@/supervisord.conf,
   logs_dir: @DIR@, pid_dir: @DIR@, socks_dir: @DIR@, include_dir: @DIR@/conf.d}
"""


class Deployer:
    def __init__(self, t):
        self.t = t
        beside = pathlib.Path(programs.ours().supervisord).parent / "hadeploy"
        self.program = os.environ.get("HADEPLOY", str(beside))
        if not os.access(self.program, os.X_OK):
            raise Skipped("there is no %s" % self.program)
        self.description = ""
        t.socket_path = t.dir / "supervisor.sock"
        (t.dir / "conf.d").mkdir()
        (t.dir / "home").mkdir(mode=0o700)
        t.config(CONFIGURATION)

    def describe(self, text):
        """Replaces the description; hosts and the supervisor are in it already."""
        text = (BEGIN + text).replace("@USER@", getpass.getuser())
        text = text.replace("@GROUP@", grp.getgrgid(os.getegid()).gr_name)
        self.t.write("app.yml", text)

    def run(self, *options, action="deploy", code=0):
        argv = [self.program, "--src", "app.yml", "--action", action, *options]
        return self.t._run(argv, {"HOME": str(self.t.dir / "home")}, code, None, None, self.t.dir, 90)

    def recap(self, *options, **more):
        out = self.run(*options, **more).out
        found = re.search(r"^here +: ok=(\d+) +changed=(\d+) +unreachable=0 +failed=(\d+)", out, re.M)
        if not found:
            raise Failed("no recap in %r" % out)
        return Recap(*map(int, found.groups()))
