"""Links between hosts and deployer: a bridge in the deployer's namespace, a namespace and a cable for each host."""
from . import places

BRIDGE = "br0"


def bridge():
    """The script that makes the deployer's side."""
    return """
mount -t tmpfs -o mode=755 tmpfs /run/netns 2>/dev/null || { mkdir -p /run/netns; mount -t tmpfs tmpfs /run/netns; }
ip link set lo up
ip link add %(bridge)s type bridge
ip address add %(subnet)s.1/24 dev %(bridge)s
ip link set %(bridge)s up
""" % {"bridge": BRIDGE, "subnet": places.SUBNET}


def connect(host, address):
    """The script that gives a host its namespace and its cable."""
    return """
ip netns add %(host)s
ip link add v%(host)s type veth peer name eth0 netns %(host)s
ip link set v%(host)s master %(bridge)s up
ip netns exec %(host)s ip -batch - <<END
link set lo up
address add %(address)s/24 dev eth0
link set eth0 up
END
""" % {"host": host, "address": address, "bridge": BRIDGE}


def switch(host, state):
    return "ip link set v%s %s" % (host, state)


def namespace(host):
    return "/run/netns/" + host


def names(hosts):
    """The text of /etc/hosts that everybody in the lab reads; `hosts`: (name, address) pairs."""
    lines = ["127.0.0.1 localhost", "::1 localhost", "%s.1 deployer.%s deployer" % (places.SUBNET, places.DOMAIN)]
    lines += ["%s %s.%s %s" % (address, name, places.DOMAIN, name) for name, address in hosts]
    return "\n".join(lines) + "\n"
