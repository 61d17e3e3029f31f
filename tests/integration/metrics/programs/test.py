"""/metrics tells of programs in every state, whatever they are called, in both formats; what it says is what happens."""
import os

from harness import metrics, web

ours_only = "Supervisor has no metrics"

HOSTILE = 'q"uo\\te{}=,'


def test(t):
    t.start()
    t.wait_states({"runs": "RUNNING", "stopped": "STOPPED", "ends": "EXITED", "fails": "EXITED", "lost": "EXITED",
                   "none": "FATAL", HOSTILE: "RUNNING", "gr@ü-💡": "RUNNING"})
    browser = web.Browser(t.port())

    def scrape(**headers):
        return metrics.parse(browser.get("/metrics", headers=headers).body.decode())

    def of(name, metric, /, **labels):
        return metrics.value(scrape(), metric, group=name, name=name, **labels)

    t.wait(lambda: of("runs", "supervise_program_output_bytes_total", channel="stdout") == 13, "its output")
    answer = browser.get("/metrics")
    t.equal(answer.headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8", "the format for all")
    metrics.check(t, answer.body.decode())
    now = metrics.parse(answer.body.decode())
    for name, code in (("runs", 20), ("stopped", 0), ("ends", 100), ("none", 200), (HOSTILE, 20), ("gr@ü-💡", 20)):
        t.equal(metrics.value(now, "supervise_program_state", group=name, name=name), code, name)
    t.equal(metrics.value(now, "supervise_programs", state="EXITED"), 3, "programs in a state")

    def is_(name, metric, expected, /, **labels):
        t.equal(metrics.value(now, metric, group=name, name=name, **labels), expected, "%s of %s" % (metric, name))

    is_("ends", "supervise_program_exits_total", 1, reason="expected")
    is_("fails", "supervise_program_exits_total", 1, reason="unexpected")
    is_("none", "supervise_program_exits_total", 0, reason="unexpected")
    is_("none", "supervise_program_spawn_failures_total", 2)
    is_("none", "supervise_program_restarts_total", 1)
    is_("none", "supervise_program_resident_memory_bytes", None)
    is_("runs", "supervise_program_output_bytes_total", 5, channel="stderr")
    is_("runs", "supervise_program_log_written_bytes_total", 13, channel="stdout")
    is_("lost", "supervise_program_log_lost_bytes_total", 5, channel="stdout")
    is_(HOSTILE, "supervise_program_output_bytes_total", None, channel="stderr")
    is_("runs", "supervise_program_processes", 2)
    is_("runs", "supervise_program_start_time_seconds", t.info("runs")["start"])
    t.true(metrics.value(now, "supervise_program_resident_memory_bytes", name="runs") > 100000, "memory")
    t.true(metrics.value(now, "supervise_program_cpu_seconds_total", name="runs") >= 0, "CPU")

    for _ in range(4):
        t.rpc.sendRemoteCommEvent("type", "message")
    now = scrape()
    t.equal(metrics.value(now, "supervise_events_dropped_total", pool="mail", type="REMOTE_COMMUNICATION"), 2, "dropped")
    t.equal(metrics.value(now, "supervise_events_buffered", pool="mail"), 2, "waiting")
    t.equal(metrics.value(now, "supervise_rpc_calls_total", method="supervisor.sendRemoteCommEvent"), 4, "calls")
    t.fault(t.rpc.startProcess, "nobody")
    t.equal(metrics.value(scrape(), "supervise_rpc_faults_total", method="supervisor.startProcess"), 1, "faults")

    t.ctl("stop", "runs")
    t.equal(of("runs", "supervise_program_exits_total", reason="requested"), 1, "a stop")
    t.equal(of("runs", "supervise_program_processes"), 0, "nothing runs")

    answer = browser.get("/metrics", headers={"Accept": metrics.OPENMETRICS})
    t.equal(answer.headers["Content-Type"], "application/openmetrics-text; version=1.0.0; charset=utf-8", "OpenMetrics")
    text = answer.body.decode()
    metrics.check_openmetrics(t, text)
    t.true(text.endswith("# EOF\n"), "its end")
    itself = metrics.parse(text)
    t.equal({sample.name for sample in itself}, {sample.name for sample in scrape()}, "the same samples")
    t.equal(metrics.value(itself, "supervise_daemon_info", identifier="supervisor"), 1, "the daemon")
    descriptors = len(os.listdir("/proc/%d/fd" % t.daemon.pid))
    t.true(abs(metrics.value(itself, "process_open_fds") - descriptors) <= 3, "descriptors")
    t.true(metrics.value(itself, "process_resident_memory_bytes") > 1e6, "memory of the daemon")
    t.stop()
