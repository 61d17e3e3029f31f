"""CFG-111, CFG-112, LOG-020: the main log is rotated by size; no record is split."""
import re


def test(t):
    t.start()
    for _ in range(60):
        t.rpc.getState()
    t.wait(lambda: (t.dir / "supervisord.log.2").exists(), "the second backup")
    t.stop()
    names = sorted(p.name for p in t.dir.glob("supervisord.log*"))
    t.equal(names, ["supervisord.log", "supervisord.log.1", "supervisord.log.2"], "files")
    for name in names[1:]:
        text = t.read(name)
        t.true(2048 <= len(text) < 4096, "%s has %d bytes" % (name, len(text)))
        t.match(r"\A\d{4}-\d\d-\d\d ", text)
        t.true(text.endswith("\n"), "it ends with a whole record")
        t.true(not re.search(r"^supervisord.log$", text), "content")
