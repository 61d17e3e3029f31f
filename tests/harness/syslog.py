"""A system log of a test's own: its socket takes the place of /dev/log in a mount namespace."""
import socket

DEVICES = """\
#!/bin/sh
mkdir -p "@DIR@/dev"
for node in null zero full random urandom tty; do
    : > "@DIR@/dev/$node"
    mount --bind "/dev/$node" "@DIR@/dev/$node"
done
mkdir -p "@DIR@/dev/fd" && rmdir "@DIR@/dev/fd" && ln -sf /proc/self/fd "@DIR@/dev/fd"
mount --rbind "@DIR@/dev" /dev
exec "$@"
"""
LIMIT = 60


def start(t):
    """Starts the daemon with that log, and returns the socket that its records come to. Needs "mount"."""
    (t.dir / "dev").mkdir()
    receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    receiver.bind(str(t.dir / "dev" / "log"))
    receiver.settimeout(LIMIT)
    devices = t.write("devices.sh", DEVICES, mode=0o755)
    t.start(wrapper=["unshare", "-m", "--propagation", "private", devices])
    return receiver
