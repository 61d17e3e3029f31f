"""A reset host is as it was after its first boot, its host key included."""
deployer = False


def test(t):
    one, other = t.hosts
    key = one.read("/etc/ssh/ssh_host_ed25519_key.pub")
    one.run("useradd -m somebody; echo text >/etc/left; rm /usr/bin/curl; systemctl disable --now ssh; "
            "setsid sleep 1000 >/dev/null 2>&1 &")
    other.run("touch /etc/left")
    t.lab.reset([one.name])
    for gone in ("getent passwd somebody", "test -e /etc/left", "pgrep -x sleep"):
        t.true(not one.answers(gone), "gone: " + gone)
    one.run("systemctl is-active ssh; command -v curl")
    t.equal(one.read("/etc/ssh/ssh_host_ed25519_key.pub"), key, "the host key")
    t.true(other.exists("/etc/left"), "the other host is not touched")
