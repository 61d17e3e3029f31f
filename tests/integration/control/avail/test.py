"""CTL-039: every configured program, in use or not."""


def test(t):
    t.start()
    t.ctl("avail", code=0, out="first                            in use    auto      5:5\n"
                               "team:second                      in use    manual    77:999\n")
    t.rpc.stopProcess("first")
    t.rpc.removeProcessGroup("first")
    t.ctl("avail", code=0, out="first                            avail     auto      5:5\n"
                               "team:second                      in use    manual    77:999\n")
