"""What the descriptions of seed/ bring about."""
DAEMON = "/usr/bin/supervisord -c /etc/supervisord_tsupv.conf"
PROGRAM = "/bin/bash /opt/tsup/program1.sh"
CONF = "/etc/supervisord_tsupv.conf"
PROGRAM_CONF = "/etc/supervisord_tsupv.d/program1_prg.ini"
UNIT = "supervisord_tsupv.service"
WRAPPER = "/usr/bin/supervisorctl_tsupv"
SCRIPT = "/opt/tsup/program1.sh"
LIST_METHODS = "<?xml version='1.0'?><methodCall><methodName>system.listMethods</methodName></methodCall>"


def runs(t):
    """Daemon and program run on every host, as tsup, and nothing else does."""
    for host in t.hosts:
        host.wait_processes("tsup", [DAEMON, PROGRAM])


def login(t, host, credentials):
    """The status of an HTTP request of the web server that only those who log in may make."""
    return t.curl("-u", credentials, "-H", "Content-Type: text/xml", "-d", LIST_METHODS,
                  "http://%s.mycluster.com:9001/RPC2" % host.name)[0]


def pids(t):
    """{host: (pid of the daemon, pid of the program)}"""
    return {host.name: (host.pid_of("tsup", DAEMON), host.pid_of("tsup", PROGRAM)) for host in t.hosts}


def slow_start(t, seconds=8):
    """Makes the deployer wait for the program that long (HD-PRG-16), so that something can happen meanwhile."""
    with open(t.dir / "app.yml", "a") as description:
        description.write("\n  startsecs: %d\n" % seconds)


def waits_for_program(t, running):
    """Until the program has been started on both hosts and the deployer waits for it to stay up."""
    t.wait(lambda: running.ended() or all(PROGRAM in host.command_lines("tsup") for host in t.hosts),
           lambda: "the program to be started; so far:\n" + running.out())
    t.true(not running.ended(), "the deployer waits for startsecs; it said\n%s%s" % (running.out(), running.err()))
