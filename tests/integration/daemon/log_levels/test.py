"""CFG-113, LOG-001, LOG-004, LOG-007: what each level lets through; programs' output is copied at debug."""


def test(t):
    t.start("-e", "warn")
    t.wait_state("one", "RUNNING")
    t.stop()
    t.absent("INFO|DEBG|TRAC|BLAT", t.log())
    t.match("WARN received SIGTERM", t.log())
    t.log_path.unlink()

    t.start("-e", "debug")
    t.wait_state("one", "RUNNING")
    t.wait_log(r"DEBG 'one' stdout output:\nout\n")
    t.wait_log(r"DEBG 'one' stderr output:\nerr\n")
    t.stop()
    t.absent("TRAC|BLAT", t.log())
    t.log_path.unlink()

    t.start("-e", "trace")
    t.rpc.getState()
    t.fault(t.rpc.getProcessInfo, "nobody")
    t.wait_log(r"TRAC XML-RPC method called: supervisor\.getState\(\)$")
    t.wait_log(r"TRAC XML-RPC method supervisor\.getState\(\) returned successfully$")
    t.wait_log(r"TRAC XML-RPC method supervisor\.getProcessInfo\(\) returned fault: \[10\] BAD_NAME: nobody$")
    t.stop()
