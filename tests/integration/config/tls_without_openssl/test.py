"""Where OpenSSL's libssl is not installed everything works but TLS, which says what is missing."""
import pathlib
import subprocess

ours_only = "Supervisor has no TLS"
needs = ("mount",)


def hiding(t, library):
    """The words that start a program for which the library cannot be loaded."""
    listed = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True).stdout
    paths = [line.split("=> ")[1] for line in listed.splitlines() if line.split()[:1] == [library]]
    own = pathlib.Path(t.programs.supervisord).parents[1] / "lib/supervise" / library
    paths += [str(own)] if own.exists() else []
    if not paths:
        t.skip("no %s to hide" % library)
    t.write("empty", "")
    mounts = "".join("mount --bind %s/empty %s && " % (t.dir, path) for path in paths)
    return ["unshare", "-m", "sh", "-c", mounts + 'exec "$@"', "sh"]


def test(t):
    wrapper = hiding(t, "libssl.so.3")
    t.start(wrapper=wrapper)
    t.ctl("pid", code=0)
    t.stop()
    t.write("cert.pem", "never looked at")
    t.config(t.conf.read_text() + "certfile=@DIR@/cert.pem\n")
    text = (r"\[inet_http_server\] certfile: TLS needs OpenSSL 3: libssl\.so\.3 cannot be loaded: .*; "
            r"install the package libssl3")
    done = t.supervisord("-n", "-c", t.conf, wrapper=wrapper, code=2)
    t.match("^Error: " + text, done.err, "at start")
    done = t.supervisord("--check", "-c", t.conf, wrapper=wrapper, code=2)
    t.match(r"^.*:\d+: " + text, done.out, "--check")
