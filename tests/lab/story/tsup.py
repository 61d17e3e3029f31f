"""What the descriptions of seed/ bring about."""
DAEMON = "/usr/bin/supervisord -c /etc/supervisord_tsupv.conf"
PROGRAM = "/bin/bash /opt/tsup/program1.sh"
CONF = "/etc/supervisord_tsupv.conf"
PROGRAM_CONF = "/etc/supervisord_tsupv.d/program1_prg.ini"
UNIT = "supervisord_tsupv.service"
WRAPPER = "/usr/bin/supervisorctl_tsupv"
SCRIPT = "/opt/tsup/program1.sh"


def runs(t):
    """Daemon and program run on every host, as tsup, and nothing else does."""
    for host in t.hosts:
        host.wait_processes("tsup", [DAEMON, PROGRAM])


def pids(t):
    """{host: (pid of the daemon, pid of the program)}"""
    return {host.name: (host.pid_of("tsup", DAEMON), host.pid_of("tsup", PROGRAM)) for host in t.hosts}
