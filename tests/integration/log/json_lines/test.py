"""log_format=json: each line is one object, valid whatever the program writes; an endless line comes in pieces."""
import json

ours_only = "log_format is ours"


def test(t):
    t.start()
    t.wait_state("web:web_0", "RUNNING")
    pid = t.pid("web:web_0")
    t.wait(lambda: t.read("out").count("€") == 1000000, "the long line")
    t.rpc.stopProcess("web:web_0")
    lines = [json.loads(line) for line in t.read_bytes("out").decode("utf-8").splitlines()]
    for line in lines:
        t.match(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", line.pop("time"), "time")
        t.equal({key: line.pop(key) for key in ("name", "program", "group", "channel", "pid")},
                {"name": "web_0", "program": "web", "group": "web", "channel": "stdout", "pid": pid}, "whose line it is")
    t.equal(lines[:4], [{"message": text} for text in ('say "hi"', "\ufffd\ufffd\0\x1b[31m", "café", "trouble")], "messages")
    pieces = lines[4:-1]
    t.equal("".join(piece["message"] for piece in pieces), "€" * 1000000, "the long line in pieces")
    t.true(len(pieces) > 1, "pieces")
    t.equal([piece.get("partial", False) for piece in pieces], [True] * (len(pieces) - 1) + [False], "pieces that go on")
    t.equal(lines[-1], {"message": "no end"}, "a line without end")
    # All but bytes that are no UTF-8 is read back as it was written; XML has no control bytes.
    back = t.rpc.readProcessStdoutLog("web:web_0", 0, 0)
    t.match("\\Asay \"hi\"\n\ufffd{4}\\[31m\ncaf\u00e9\ntrouble\n", back[:100], "the first lines")
    t.true(back[31:] == "\u20ac" * 1000000 + "\nno end\n", "the long line in one piece, and a last one with an end")
