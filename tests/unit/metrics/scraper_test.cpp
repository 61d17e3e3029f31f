#include "metrics/scraper.hpp"

#include <cerrno>

#include "fake/journal.hpp"
#include "fake/process_table.hpp"
#include "log/record_writer.hpp"
#include "rpc/daemon_fixture.hpp"

namespace supervise::metrics {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

class ScraperTest : public rpc::DaemonFixture {
protected:
    std::string scrape(Format format = Format::text) {
        std::string text;
        const auto work = scraper.when_text(format, [&](std::string given) { text = std::move(given); });
        loop.settle();
        return text;
    }
    /// "1" of "name 1\n".
    static std::string value(const std::string& text, const std::string& sample) {
        const std::size_t at = text.find("\n" + sample + " ");
        if (at == std::string::npos)
            return "none";
        const std::size_t begin = at + sample.size() + 2;
        return text.substr(begin, text.find('\n', begin) - begin);
    }
    std::string value(const std::string& sample) { return value(scrape(), sample); }
    static std::string of(const std::string& metric, const std::string& program,
                          const std::string& more = {}) {
        return metric + "{group=\"" + program + "\",name=\"" + program + "\"" + more + "}";
    }
    process::Process& run(const std::string& name, int startsecs = 0) {
        process::Process& process = add(program(name, startsecs));
        EXPECT_TRUE(process.start());
        loop.settle();
        return process;
    }

    std::shared_ptr<fake::ProcessTable> machine = std::make_shared<fake::ProcessTable>();
    HttpCounts http;
    ConfigLoads loads;
    Scraper scraper{Sources{dispatcher, http, loads, 7, 1'600'000'000}, machine};
};

TEST_F(ScraperTest, programs_by_state) {
    run("up");
    run("slow", 10);
    add(program("down"));
    const std::string text = scrape();
    EXPECT_EQ(value(text, of("supervise_program_state", "up")), "20");
    EXPECT_EQ(value(text, of("supervise_program_state", "slow")), "10");
    EXPECT_EQ(value(text, of("supervise_program_state", "down")), "0");
    EXPECT_EQ(value(text, of("supervise_program_up", "up")), "1");
    EXPECT_EQ(value(text, of("supervise_program_up", "slow")), "0");
    EXPECT_EQ(value(text, of("supervise_program_start_time_seconds", "up")), "1700000000");
    EXPECT_EQ(value(text, of("supervise_program_start_time_seconds", "down")), "none");
    EXPECT_EQ(value(text, "supervise_programs{state=\"RUNNING\"}"), "1");
    EXPECT_EQ(value(text, "supervise_programs{state=\"FATAL\"}"), "0");
}

TEST_F(ScraperTest, ends_by_their_reason) {
    config::ProcessConfig config = program("web", 0);
    config.exitcodes = {0, 2};
    config.autorestart = config::Autorestart::always;
    process::Process& web = add(config);
    ASSERT_TRUE(web.start());
    end(web, 2 << 8);
    loop.advance(10s);
    end(web, 1 << 8);
    loop.advance(10s);
    end(web, SIGSEGV);
    loop.advance(10s);
    ASSERT_TRUE(web.stop());
    end(web, SIGTERM);
    const std::string text = scrape();
    const std::string metric = "supervise_program_exits_total";
    EXPECT_EQ(value(text, of(metric, "web", ",reason=\"requested\"")), "1");
    EXPECT_EQ(value(text, of(metric, "web", ",reason=\"expected\"")), "1");
    EXPECT_EQ(value(text, of(metric, "web", ",reason=\"unexpected\"")), "2");
    EXPECT_EQ(value(text, of("supervise_program_restarts_total", "web")), "3");
    EXPECT_EQ(value(text, of("supervise_program_spawn_failures_total", "web")), "0");
}

// Status 0 before startsecs have passed is no end that anybody expected.
TEST_F(ScraperTest, an_end_too_soon_is_unexpected) {
    process::Process& web = run("web", 10);
    end(web, 0);
    EXPECT_EQ(value(of("supervise_program_exits_total", "web", ",reason=\"unexpected\"")), "1");
    EXPECT_EQ(value(of("supervise_program_exits_total", "web", ",reason=\"expected\"")), "0");
}

TEST_F(ScraperTest, failed_starts_are_no_exits) {
    calls.fail_next = sys::SpawnFailure{sys::SpawnFailure::Stage::fork, EAGAIN};
    EXPECT_FALSE(add(program("web")).start());
    const std::string text = scrape();
    EXPECT_EQ(value(text, of("supervise_program_spawn_failures_total", "web")), "1");
    EXPECT_EQ(value(text, of("supervise_program_exits_total", "web", ",reason=\"unexpected\"")), "0");
}

TEST_F(ScraperTest, usage_of_the_trees) {
    const process::Process& web = run("web");
    add(program("down"));
    machine->add(7, 1, 4096, 250ms).threads = 3;
    machine->add(web.pid(), 7, 1000, 1s);
    machine->add(5000, web.pid(), 500, 2s);
    machine->add(2, 0, 99, 9s).group = 0;  // a thread of the kernel is nobody's
    const std::string text = scrape();
    EXPECT_EQ(value(text, of("supervise_program_resident_memory_bytes", "web")), "1500");
    EXPECT_EQ(value(text, of("supervise_program_cpu_seconds_total", "web")), "3.000");
    EXPECT_EQ(value(text, of("supervise_program_processes", "web")), "2");
    EXPECT_EQ(value(text, of("supervise_program_resident_memory_bytes", "down")), "none");
    EXPECT_EQ(value(text, of("supervise_program_processes", "down")), "0");
    EXPECT_EQ(value(text, "process_resident_memory_bytes"), "4096");
    EXPECT_EQ(value(text, "process_cpu_seconds_total"), "0.250");
    EXPECT_EQ(value(text, "process_threads"), "3");
    EXPECT_EQ(value(text, "process_start_time_seconds"), "1600000000");
}

// To Prometheus a counter that falls has begun anew: it would add all of it again.
TEST_F(ScraperTest, cpu_time_does_not_fall_while_a_process_runs) {
    process::Process& web = run("web");
    machine->add(web.pid(), 7, 0, 10s);
    machine->add(5000, web.pid(), 0, 5s);
    const std::string cpu = of("supervise_program_cpu_seconds_total", "web");
    EXPECT_EQ(value(cpu), "15.000");
    machine->processes.pop_back();  // went its own way
    EXPECT_EQ(value(cpu), "15.000");
    machine->of(web.pid()).cpu = 16s;
    EXPECT_EQ(value(cpu), "16.000");
    end(web, 0);
    loop.advance(10s);
    calls.next_pid = 1000;  // the same pid once more
    ASSERT_TRUE(web.start());
    machine->of(web.pid()).cpu = 1s;
    EXPECT_EQ(value(cpu), "1.000");
}

TEST_F(ScraperTest, without_proc_the_rest_is_told) {
    run("web");
    machine->fails = true;
    const std::string text = scrape();
    EXPECT_EQ(value(text, of("supervise_program_up", "web")), "1");
    EXPECT_THAT(text, Not(HasSubstr("\nsupervise_program_cpu_seconds_total{")));
    EXPECT_THAT(text, Not(HasSubstr("\nprocess_threads ")));
}

TEST_F(ScraperTest, channels_of_a_program) {
    calls.keep_ends = true;
    config::ProcessConfig config = program("web", 0);
    config.stdout_channel.logfile.kind = config::LogTarget::Kind::path;
    config.stdout_channel.logfile.path = folder / "web.log";
    process::Process& web = add(config);
    ASSERT_TRUE(web.start());
    ASSERT_TRUE(sys::write_all(calls.ends[web.pid()].out.get(), "twelve bytes"));
    ASSERT_TRUE(sys::write_all(calls.ends[web.pid()].err.get(), "four"));
    loop.look_everywhere();
    const std::string text = scrape();
    const auto channel = [&](const std::string& metric, const std::string& name) {
        return value(text, of(metric, "web", ",channel=\"" + name + "\""));
    };
    EXPECT_EQ(channel("supervise_program_output_bytes_total", "stdout"), "12");
    EXPECT_EQ(channel("supervise_program_output_bytes_total", "stderr"), "4");
    EXPECT_EQ(channel("supervise_program_log_written_bytes_total", "stdout"), "12");
    EXPECT_EQ(channel("supervise_program_log_lost_bytes_total", "stdout"), "0");
    EXPECT_EQ(channel("supervise_program_log_written_bytes_total", "stderr"), "none") << "no file";
}

TEST_F(ScraperTest, a_redirected_channel_is_none) {
    config::ProcessConfig config = program("web");
    config.redirect_stderr = true;
    add(config);
    const std::string text = scrape();
    EXPECT_EQ(value(text, of("supervise_program_output_bytes_total", "web", ",channel=\"stdout\"")), "0");
    EXPECT_EQ(value(text, of("supervise_program_output_bytes_total", "web", ",channel=\"stderr\"")), "none");
}

TEST_F(ScraperTest, listener_pools) {
    auto config = std::make_shared<config::GroupConfig>();
    config->name = "mail";
    config->processes = {program("mail")};
    config->listener.emplace().events = {config::EventType::tick, config::EventType::remote_communication};
    config->listener->buffer_size = 2;
    daemon.groups().add(config);
    daemon.events().group_added(*daemon.groups().find("mail"));
    for (int i = 0; i < 3; ++i)
        daemon.events().remote_communication("t", "m");
    const std::string text = scrape();
    EXPECT_EQ(value(text, "supervise_events_buffered{pool=\"mail\"}"), "2");
    EXPECT_EQ(value(text, "supervise_events_buffer_size{pool=\"mail\"}"), "2");
    EXPECT_EQ(value(text, "supervise_events_accepted_total{pool=\"mail\"}"), "3");
    EXPECT_EQ(value(text, "supervise_events_processed_total{pool=\"mail\"}"), "0");
    EXPECT_EQ(value(text, "supervise_events_dropped_total{pool=\"mail\",type=\"REMOTE_COMMUNICATION\"}"),
              "1");
    // Those it can get and has not lost are there as well: a counter that appears tells of no increase.
    EXPECT_EQ(value(text, "supervise_events_dropped_total{pool=\"mail\",type=\"TICK_60\"}"), "0");
    EXPECT_EQ(value(text, "supervise_events_dropped_total{pool=\"mail\",type=\"TICK\"}"), "none");
    EXPECT_EQ(value(text, "supervise_events_dropped_total{pool=\"mail\",type=\"PROCESS_LOG_STDOUT\"}"),
              "none");
    EXPECT_EQ(value(text, "supervise_listeners{pool=\"mail\",state=\"ACKNOWLEDGED\"}"), "1");
    EXPECT_EQ(value(text, "supervise_listeners{pool=\"mail\",state=\"BUSY\"}"), "0");
    daemon.events().group_leaves(*daemon.groups().find("mail"));
}

TEST_F(ScraperTest, calls_of_methods) {
    add(program("web", 2));
    call("supervisor.getState");
    call("supervisor.getProcessInfo", {"nobody"});
    call("no.such");
    call("supervisor.startProcess", {"web"});
    const auto during = scrape();
    EXPECT_EQ(value(during, "supervise_rpc_calls_total{method=\"supervisor.startProcess\"}"), "1");
    EXPECT_EQ(value(during, "supervise_rpc_duration_seconds_count"), "3") << "one waits for its program";
    loop.advance(2s);
    call("system.multicall", {rpc::Value(rpc::Array{rpc::Struct{{"methodName", "supervisor.getState"},
                                                                {"params", rpc::Array{}}}})});
    loop.settle();
    const std::string text = scrape();
    EXPECT_EQ(value(text, "supervise_rpc_calls_total{method=\"supervisor.getState\"}"), "2");
    EXPECT_EQ(value(text, "supervise_rpc_calls_total{method=\"system.multicall\"}"), "1");
    EXPECT_EQ(value(text, "supervise_rpc_faults_total{method=\"supervisor.getProcessInfo\"}"), "1");
    EXPECT_EQ(value(text, "supervise_rpc_faults_total{method=\"unknown\"}"), "1");
    EXPECT_EQ(value(text, "supervise_rpc_calls_total{method=\"supervisor.shutdown\"}"), "0");
    EXPECT_THAT(text, Not(HasSubstr("no.such")));
    EXPECT_EQ(value(text, "supervise_rpc_duration_seconds_bucket{le=\"1.0\"}"), "5");
    EXPECT_EQ(value(text, "supervise_rpc_duration_seconds_bucket{le=\"10.0\"}"), "6");
    EXPECT_EQ(value(text, "supervise_rpc_duration_seconds_bucket{le=\"+Inf\"}"), "6");
    EXPECT_EQ(value(text, "supervise_rpc_duration_seconds_sum"), "2.000000000");
}

TEST_F(ScraperTest, http_and_configuration) {
    http.answered(200);
    http.answered(404);
    http.answered(599);
    http.answered(700);
    loads.note(true, 100);
    loads.note(false, 200);
    const std::string text = scrape();
    EXPECT_EQ(value(text, "supervise_http_requests_total{code=\"2xx\"}"), "1");
    EXPECT_EQ(value(text, "supervise_http_requests_total{code=\"4xx\"}"), "1");
    EXPECT_EQ(value(text, "supervise_http_requests_total{code=\"5xx\"}"), "2");
    EXPECT_EQ(value(text, "supervise_config_last_reload_successful"), "0");
    EXPECT_EQ(value(text, "supervise_config_last_reload_success_timestamp_seconds"), "100");
    EXPECT_EQ(value(text, "supervise_daemon_state"), "1");
}

TEST_F(ScraperTest, every_family_is_told_once_and_has_samples_of_its_name) {
    run("web");
    for (const Format format : {Format::text, Format::openmetrics}) {
        const std::string text = scrape(format);
        for (const Row& row : rows()) {
            const std::string family = format == Format::text ? sample_name(row) : std::string(row.name);
            const std::string line = "# TYPE " + family + " ";
            const std::size_t at = text.find(line);
            if (row.metric >= Metric::process_cpu && row.metric <= Metric::process_threads)
                continue;  // this daemon is in no table
            ASSERT_NE(at, std::string::npos) << row.name;
            EXPECT_EQ(text.find(line, at + 1), std::string::npos) << row.name;
        }
        EXPECT_EQ(text.ends_with("# EOF\n"), format == Format::openmetrics);
    }
}

TEST_F(ScraperTest, who_asks_meanwhile_gets_the_same) {
    std::vector<std::string> texts;
    std::vector<sys::Registration> work;
    for (int i = 0; i < 3; ++i)
        work.push_back(
            scraper.when_text(Format::text, [&](std::string text) { texts.push_back(std::move(text)); }));
    EXPECT_THAT(texts, testing::IsEmpty()) << "not before the look";
    loop.settle();
    ASSERT_EQ(texts.size(), 3u);
    EXPECT_FALSE(texts[0].empty());
    EXPECT_EQ(texts[0], texts[1]);
    EXPECT_EQ(texts[0], texts[2]);
    EXPECT_EQ(machine->reads, 1);
    scrape();
    EXPECT_EQ(machine->reads, 2);
}

TEST_F(ScraperTest, who_has_gone_is_told_nothing) {
    int told = 0;
    auto first = scraper.when_text(Format::text, [&](const std::string&) { ++told; });
    sys::Registration second;
    second = scraper.when_text(Format::text, [&](const std::string&) {
        ++told;
        second.reset();  // as a connection does in its answer
    });
    first.reset();
    loop.settle();
    EXPECT_EQ(told, 1);
}

TEST_F(ScraperTest, entries_that_the_journal_did_not_take) {
    fake::Journal refusing;
    log::RecordWriter writer("the journal", refusing, loop, [](log::Level, const std::string&) {});
    Scraper with_journal{Sources{dispatcher, http, loads, 7, 0, &writer}, machine};
    refusing.code = ECONNREFUSED;
    writer.put("one");
    writer.put("two");
    std::string told;
    const auto work = with_journal.when_text(Format::text, [&](const std::string& text) { told = text; });
    loop.settle();
    EXPECT_THAT(told, HasSubstr("\nsupervise_journal_lost_entries_total 2\n"));
}

TEST_F(ScraperTest, may_end_during_a_look) {
    auto other = std::make_unique<Scraper>(Sources{dispatcher, http, loads, 7, 0}, machine);
    int told = 0;
    const auto work = other->when_text(Format::text, [&](const std::string&) { ++told; });
    other.reset();
    loop.settle();
    EXPECT_EQ(told, 0);
}

}  // namespace
}  // namespace supervise::metrics
