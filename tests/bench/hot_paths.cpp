/// What happens all the time in a busy daemon, on fixed inputs and without a clock, for instructions.py to
/// count instructions of.
///
/// usage: hot_paths PATH COUNT    does it so often
///        hot_paths               names the paths, after what the program was compiled with
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "event/event_fixture.hpp"
#include "fake/process_table.hpp"
#include "live/feed.hpp"
#include "live/limits.hpp"
#include "metrics/scraper.hpp"
#include "rpc/daemon_fixture.hpp"

namespace {

using namespace supervise;

/// A daemon of fakes with programs, and one follower of /api/live.
class Daemon final : public rpc::DaemonFixture {
public:
    explicit Daemon(int programs) {
        logger.threshold = log::Level::error;
        for (int i = 0; i < programs; ++i) {
            process::Process& process = add(program(fmt::format("program_{:03}", i), 0));
            (void)process.start();
            machine->add(process.pid(), 7, 4096 * 1024, std::chrono::milliseconds(1234));
        }
        loop.settle();
    }
    void TestBody() override {}
    void on_state(process::Process& process, process::State from, process::State to) override {
        daemon.events().state_changed(process, from, to);
        feed.state_changed(process);
    }

    /// Ends and is started again: EXITED, STARTING, RUNNING, each told to a follower.
    void change_states(int count) {
        const auto follower = feed.follow();
        process::Process& process = *daemon.groups().processes_by_name().front();
        for (int i = 0; i < count; ++i) {
            end(process, 0);
            (void)process.start();
            loop.advance(live::limits::change_pause);
            bool told = false;
            while (!follower->read(http_piece).empty())
                told = true;
            if (!told)
                std::abort();
            calls.requests.clear();
        }
    }
    /// Request and answer as text, of which there is some for every program.
    void reply_status(int count) {
        const std::string request = rpc::encode_call({"supervisor.getAllProcessInfo", {}});
        for (int i = 0; i < count; ++i) {
            const auto work =
                dispatcher.call(*rpc::decode_call(request), {"", "bench"}, [this](rpc::Outcome outcome) {
                    answered += rpc::encode_response(std::move(outcome)).size();
                });
        }
        expect_answers(count);
    }
    void scrape_metrics(int count) {
        for (int i = 0; i < count; ++i) {
            const auto work = scraper.when_text(metrics::Format::text,
                                                [this](const std::string& text) { answered += text.size(); });
            loop.settle();
        }
        expect_answers(count);
    }

private:
    void expect_answers(int count) const {
        constexpr std::size_t least_of_a_program = 500;
        if (answered < least_of_a_program * calls.requests.size() * static_cast<std::size_t>(count))
            std::abort();
    }

    std::size_t answered = 0;
    static constexpr std::size_t http_piece = 64 * 1024;

    std::shared_ptr<fake::ProcessTable> machine = std::make_shared<fake::ProcessTable>();
    metrics::HttpCounts http;
    metrics::ConfigLoads loads;
    live::Feed feed{daemon, machine, {7, loop.clock().mono()}};
    metrics::Scraper scraper{{dispatcher, http, loads, 7, 1'600'000'000}, machine};
};

/// One listener that takes what it is given.
class Listeners final : public event::EventFixture {
public:
    Listeners() { logger.threshold = log::Level::error; }
    void TestBody() override {}

    void deliver(int count) {
        const process::Process& process =
            first(ready(listener("mail", {event::EventType::remote_communication})));
        const int heard = calls.ends.at(process.pid()).in.get();
        static char event[4096];
        for (int i = 0; i < count; ++i) {
            remote("a message of some forty bytes, as usual.");
            loop.settle();
            if (sys::read_some(heard, event, sizeof event).outcome != sys::Transfer::Outcome::some)
                std::abort();
            ok(process);
        }
    }
};

/// 64 KiB of 100-byte lines, as one write of a program, into a file that is rotated at 1 MiB.
void capture(int count, config::LogFormat format, bool tokens) {
    constexpr std::size_t chunk = 64 * 1024;
    std::string lines;
    while (lines.size() + 100 <= chunk)
        lines += std::string(99, 'x') + "\n";
    fake::TempFolder folder;
    fake::Loop loop;
    fake::Logger logger;
    logger.threshold = log::Level::error;
    fake::Syslog syslog;
    fake::Journal journal;
    sys::KernelFileSystem files;
    log::LogContext context{loop, logger, files, syslog, journal, folder.path(), "supervisor"};
    log::ChildLogSpec spec;
    spec.process_name = spec.program = spec.group = "web";
    spec.channel = "stdout";
    spec.config.logfile = {config::LogTarget::Kind::path, folder / "web.log"};
    spec.config.logfile_maxbytes = 1024 * 1024;
    spec.config.logfile_backups = 1;
    spec.config.capture_maxbytes = tokens ? 1000 : 0;
    spec.format = format;
    log::ChildLog log(spec, context);
    auto pipe = sys::make_pipe();
    const int read_end = pipe->read_end.get();
    log.attach(std::move(pipe->read_end), 4711);
    for (int i = 0; i < count; ++i) {
        if (!sys::write_all(pipe->write_end.get(), lines))
            std::abort();
        loop.readable(read_end);
    }
    if (log.read_bytes() != lines.size() * static_cast<std::size_t>(count) || log.lost_bytes() != 0)
        std::abort();
}

using config::LogFormat;
const std::vector<std::pair<std::string, std::function<void(int)>>> paths{
    {"state_change", [](int count) { Daemon(1).change_states(count); }},
    {"log_chunk", [](int count) { capture(count, LogFormat::raw, false); }},
    {"log_chunk_searched", [](int count) { capture(count, LogFormat::raw, true); }},
    {"log_chunk_json", [](int count) { capture(count, LogFormat::json, false); }},
    {"status_reply", [](int count) { Daemon(200).reply_status(count); }},
    {"event_delivery", [](int count) { Listeners().deliver(count); }},
    {"metrics_scrape", [](int count) { Daemon(200).scrape_metrics(count); }},
};

void show_paths() {
#ifdef NDEBUG
    std::printf("%s %s optimized\n", SUPERVISE_COMPILER, SUPERVISE_MACHINE);
#else
    std::printf("%s %s debug\n", SUPERVISE_COMPILER, SUPERVISE_MACHINE);
#endif
    for (const auto& path : paths)
        std::printf("%s\n", path.first.c_str());
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    if (argc == 1) {
        show_paths();
        return 0;
    }
    for (const auto& [name, run] : paths)
        if (argc == 3 && name == argv[1]) {
            run(std::atoi(argv[2]));
            return 0;
        }
    std::fputs("usage: hot_paths [PATH COUNT]\n", stderr);
    return 2;
}
