"""/metrics tells whether the configuration was in order when it was read last, over rereads, reloads and mistakes."""
from harness import metrics, web

ours_only = "Supervisor has no metrics"


def test(t):
    t.start()
    browser = web.Browser(t.port())

    def told(metric, /, **labels):
        return metrics.value(metrics.parse(browser.get("/metrics").body.decode()), metric, **labels)

    good, when = "supervise_config_last_reload_successful", "supervise_config_last_reload_success_timestamp_seconds"
    started = told("process_start_time_seconds")
    first = told(when)
    t.equal(told(good), 1, "a start")
    t.true(0 <= first - started < 30, "when it was read: %s, after %s" % (first, started))
    text = t.conf.read_text()

    t.config(text + "[program:broken]\n")
    t.ctl("reread")
    t.equal((told(good), told(when)), (0, first), "a reread of a file with errors")
    t.config(text)
    t.wait(lambda: t.ctl("reread") and told(when) > first, "time to pass")
    t.equal(told(good), 1, "a reread of a good one")
    t.config(text + "[program:broken]\n")
    t.daemon.signal("HUP")
    t.wait(lambda: told(good) == 0, "a reload to be refused")
    t.config(text + "[program:more]\ncommand=/bin/cat\n")
    t.daemon.signal("HUP")
    t.wait_log("supervisord started with pid", count=2)
    t.wait(lambda: told("supervise_program_state", name="more") is not None, "the reload")
    t.equal((told(good), told("process_start_time_seconds")), (1, started), "the same daemon")
    t.stop()
