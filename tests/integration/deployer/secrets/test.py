"""HD-VAULT-02, -03, -11: secrets arrive as they are, wherever they are named; only an action that uses one needs the
password, and no message repeats one."""

from harness.deployer import Deployer

#: With what ends a value of `environment`, and is an expression of Supervisor.
TOKEN = 'a",INJ="1 %(x)s 5% \\ b'
DESCRIPTION = """\
encrypted_vars:
  token: |
@VAULT@
ansible_inventories:
- file: inventory
local_templates_folders: [./templates]
files:
- {scope: all, src: "tmpl://outer", dest_folder: @DIR@, dest_name: of_template, owner: @USER@, group: @GROUP@,
   mode: "0600"}
supervisor_programs:
- {name: web, supervisor: tsupv, command: "@DIR@/show", startsecs: 0, environment: @ENVIRONMENT@}
"""


def test(t):
    deployer = Deployer(t)
    t.write("conf.d/first_prg.ini", "[program:first]\ncommand=sleep 1000\n")
    t.start()
    t.write("show", "#!/bin/sh\nprintf %%s \"$TOKEN\" >%s/shown\nexec sleep 1000\n" % t.dir, mode=0o700)
    t.write("inventory", 'there ansible_connection=local ansible_become_pass="{{ token }}" ansible_become=no\n')
    t.write("templates/outer", '{% include "inner" %}\n')
    t.write("templates/inner", "{{ token }}")
    t.write("password", "very secret", mode=0o600)
    vault = t._run([deployer.program, "vault", "encrypt", "--vaultPasswordFile", "password"], {}, 0, None, None, t.dir,
                   60, input=TOKEN).out
    description = DESCRIPTION.replace("@VAULT@", "\n".join("    " + line for line in vault.splitlines()))
    password = ("--vaultPasswordFile", "password")

    deployer.describe(description.replace("@ENVIRONMENT@", '{TOKEN: "{{ token }}", OTHER: "it\'s"}'))
    deployer.run(*password, "--limit", "here")
    t.wait(lambda: (t.dir / "shown").exists() and t.read("shown"), "the program has its token")
    t.equal(t.read("shown"), TOKEN, "what the program is given")
    t.equal(t.read("of_template"), TOKEN, "what an included template is given")

    # The login needs it, so it is asked for; without that, states need nothing.
    t.match("no vault password was given", deployer.run("--limit", "here", action="stop", code=1).err)
    t.write("inventory", "")
    deployer.run(action="stop")
    t.equal(t.state("web"), "STOPPED", "state")
    deployer.run(action="start")
    t.match("All states are as described", deployer.run("--states-only", action="status").out)

    # Quotes of one's own, which the value ends: no daemon could read it. What it is, is not told.
    broken = 'TOKEN="x" {{ token }}'
    deployer.describe(description.replace("@ENVIRONMENT@", "'" + broken + "'"))
    told = deployer.run(*password, code=1)
    t.match("supervisord would refuse this value", told.err)
    for text in (told.out, told.err):
        t.absent("INJ", text)
    deployer.describe(description.replace("@ENVIRONMENT@", "{}").replace("@DIR@, dest_name", '"{{ token }}", dest_name'))
    told = deployer.run(*password, code=1).err
    t.match(r"'\*\*\*\*\*\*\*\*' is not an absolute path", told)
