"""DAEMON-008, DAEMON-009, DAEMON-010, CLI-029: minfds raises the soft limit, programs inherit it; more than allowed is an
error, of processes as well."""
import os
import resource

needs = ("other_user",)


def lower(soft, hard, what=resource.RLIMIT_NOFILE):
    return lambda: resource.setrlimit(what, (soft, hard))


def test(t):
    os.chown(t.dir, 65534, 65534)
    user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    t.start(preexec_fn=lower(500, 800), wrapper=user)
    t.wait_file("limit", "done")
    t.equal(t.read("limit"), "700\ndone\n", "limit of descriptors")
    t.match(r"INFO Increased RLIMIT_NOFILE limit to 700$", t.log())
    text = t.conf.read_text()
    t.config(text.replace("minfds=700", "minfds=750"))  # at a restart as well
    t.daemon.signal("HUP")
    t.wait_file("limit", "^750$")
    t.wait_log(r"INFO Increased RLIMIT_NOFILE limit to 750$")
    t.config(text)
    t.wait_ready()
    t.stop()
    refused = t.launch(preexec_fn=lower(500, 600), wrapper=user)
    refused.wait_exit(2)
    t.match(r'^Error: The minimum number of file descriptors required to run this process is 700 as per the "minfds" '
            r'command-line argument or config file setting\. The current environment will only allow you to open \d+ '
            r'file descriptors\.  Either raise the number of usable file descriptors in your environment '
            r'\(see README\.rst\) or lower the minfds setting in the config file to allow the process to start\.$',
            refused.err())

    # The command line counts, in both directions.
    t.start("-a", "650", preexec_fn=lower(500, 800), wrapper=user)
    t.wait_log(r"INFO Increased RLIMIT_NOFILE limit to 650$")
    t.stop()
    limit = resource.getrlimit(resource.RLIMIT_NPROC)[0]
    allowed = 100_000 if limit == resource.RLIM_INFINITY else limit - 1
    refused = t.launch("--minprocs", str(allowed + 1), preexec_fn=lower(allowed, allowed, resource.RLIMIT_NPROC), wrapper=user)
    refused.wait_exit(2)
    t.match(r'^Error: The minimum number of available processes required to run this program is %d as per the "minprocs" '
            r'command-line argument or config file setting\. The current environment will only allow you to open \d+ '
            r'processes\.  Either raise the number of usable processes in your environment \(see README\.rst\) or lower the '
            r'minprocs setting in the config file to allow the program to start\.$' % (allowed + 1), refused.err())
