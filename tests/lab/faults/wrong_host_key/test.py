"""HD-INV-20, HD-GAP-16: a host that shows another key than the known one, or that is not known, is not talked to,
unless that is asked for."""
from story import tsup

seeds = ("simple",)


def test(t):
    known = t.lab.known_hosts().splitlines(keepends=True)
    other_key = known[0].split(" ", 1)[1]
    host = t.host("en2")
    before = host.listing()
    try:
        for text in (known[0] + known[1].split(" ", 1)[0] + " " + other_key, known[0]):
            t.lab.write_known_hosts(text)
            run = t.deploy(code=4)
            t.equal(run.recap["en2"].unreachable, 1, "recap of en2")
            t.match(r"(?i)host key", run.out + run.err, "the reason")
            t.equal(host.listing(), before, "nothing was written")
        t.hadeploy("--src app.yml --action deploy --insecure-host-keys")
        tsup.runs(t)
    finally:
        t.lab.write_known_hosts()
    t.done_again()
