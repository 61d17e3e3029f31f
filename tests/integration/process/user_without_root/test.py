"""PROC-042: without root no program starts as another user."""
import os

needs = ("other_user",)


def test(t):
    os.chown(t.dir, 65534, 65534)
    t.start(wrapper=["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
    t.wait_state("root", "FATAL")
    t.match("Can't drop privilege as nonroot user", t.read("out") + t.log(), "the reason")
