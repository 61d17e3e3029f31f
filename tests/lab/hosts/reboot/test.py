"""A host that reboots keeps its disk, in good order or after a power cut, and starts what is enabled."""
deployer = False
fresh = False

UNIT = """[Service]
ExecStart=/bin/sleep infinity
ExecStop=/bin/touch /var/stopped
[Install]
WantedBy=multi-user.target
"""


def boot_id(host):
    return host.run("systemctl show --property=UserspaceTimestampMonotonic --value")


def test(t):
    host = t.hosts[0]
    host.write("/etc/systemd/system/waiting.service", UNIT)
    host.run("systemctl enable --now --quiet waiting")
    for end, stopped in ((host.host.power_off, False), (host.host.shut_down, True)):
        before = boot_id(host)
        end()
        t.equal(host.host.leader(), None, "its init while it is off")
        host.host.start()
        host.host.wait_ready()
        t.true(boot_id(host) != before, "it booted anew")
        t.equal(host.unit("waiting"), "active", "what is enabled")
        t.equal(host.exists("/var/stopped"), stopped, "stopped in good order")
