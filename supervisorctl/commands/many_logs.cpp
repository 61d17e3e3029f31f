// logs: the last lines of several programs, and what they write from now on.
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "config/text.hpp"
#include "rpc/value.hpp"
#include "supervisorctl/commands/commands.hpp"
#include "supervisorctl/commands/follow.hpp"
#include "supervisorctl/commands/names.hpp"
#include "supervisorctl/limits.hpp"
#include "supervisorctl/log_lines.hpp"
#include "supervisorctl/namespec.hpp"
#include "supervisorctl/option_values.hpp"
#include "sys/connect.hpp"
#include "sys/interrupt.hpp"

namespace supervise::ctl::commands {
namespace {

using rpc::FaultCode;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t default_lines = 10;
constexpr std::string_view no_log = "no log file";

/// Told apart from each other, from the text, and from the colours of states; by their numbers in SGR.
constexpr std::array palette{36, 33, 35, 32, 34, 96, 93, 95, 92, 94};

/// What was asked for.
struct Wish {
    bool standard_output = true, standard_error = true;
    bool follow = false, has_prefix = true;
    std::size_t lines = 0;
};

Wish wish_of(const Arguments& arguments) {
    Wish wish;
    wish.standard_output = arguments.has("--stdout") || !arguments.has("--stderr");
    wish.standard_error = arguments.has("--stderr") || !arguments.has("--stdout");
    wish.follow = arguments.has("--follow");
    wish.has_prefix = !arguments.has("--no-prefix");
    const std::string* lines = arguments.value("--lines");
    wish.lines = static_cast<std::size_t>(lines != nullptr ? *parse_count(*lines, limits::max_log_lines)
                                                           : default_lines);
    return wish;
}

/// One log on its way to the output.
struct Log {
    std::string program;  ///< as a namespec in full
    std::string label;    ///< what stands before its lines
    client::Channel channel;
    std::string text;  ///< its end, as read
    int colour = 0;
    LogLines lines = {};
    std::unique_ptr<client::LogStream> stream = nullptr;
    std::string beginning = {};  ///< of the stream, from before the end was read
    bool has_begun = false;      ///< the stream, with bytes
    std::size_t to_skip = 0;     ///< of the stream
    Clock::time_point partial_since = {};

    std::string path() const {
        return fmt::format("/logtail/{}/{}", program,
                           channel == client::Channel::standard_output ? "stdout" : "stderr");
    }
};

/// "web: ERROR (no log file)"; the status is then 1.
void complain(Session& session, std::string_view name, std::string_view what) {
    session.out().line(fmt::format("{}: ERROR ({})", name, what));
    session.set_status(exit_status::generic);
}

class ManyLogs {
public:
    ManyLogs(Session& session, const Wish& wish) : session_(session), wish_(wish) {}

    Done find(client::SupervisorApi& server, const std::vector<std::string>& names) {
        const auto processes = server.all_processes();
        if (!processes) {
            return tl::unexpected(processes.error());
        }
        std::vector<Chosen> chosen;
        if (names_all(names)) {
            for (const client::ProcessInfo& process : *processes) {
                chosen.push_back({&process, false});
            }
        } else {
            chosen = choose(*processes, names);
        }
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (auto added = add(server, chosen[i], palette[i % palette.size()]); !added) {
                return added;
            }
        }
        align_labels();
        return {};
    }

    void show_ends() {
        for (Log& log : logs_) {
            print(log, last_lines(log.text, wish_.lines));
            if (!wish_.follow) {
                print_partial(log);
            }
        }
        session_.out().flush();
    }

    /// A stream begins somewhere before the end that the log has at that moment. So they begin first, then
    /// the ends are read: what is written meanwhile is in both, and not in none.
    Done follow(client::Remote& remote) {
        if (logs_.size() > limits::max_followed) {
            session_.out().line(fmt::format(
                "Error: {} logs are too many to follow at once, each on a connection; name fewer, "
                "or one of --stdout and --stderr, so that they are at most {}",
                logs_.size(), limits::max_followed));
            session_.set_status(exit_status::invalid_arguments);
            return {};
        }
        const auto interrupt = sys::Interrupt::create();
        if (!interrupt) {
            return client::failure(client::Error::Kind::system, interrupt.error().code,
                                   interrupt.error().message);
        }
        auto begun = open_streams(remote);
        begun = begun ? await_beginnings() : begun;
        begun = begun ? read_ends(client::SupervisorApi(remote)) : begun;
        if (!begun && begun.error().is_interrupted()) {
            session_.out().line("");
            return {};
        }
        if (!begun) {
            return begun;
        }
        show_ends();
        for (Log& log : logs_) {
            take_bytes(log, log.beginning);
            if (log.stream == nullptr) {
                print_partial(log);
            }
        }
        session_.lift_limit();
        return attend(*interrupt);
    }

private:
    struct Chosen {
        const client::ProcessInfo* process;
        bool is_named;  ///< itself, not as one of a group or all: then a log is missed
    };

    std::vector<Chosen> choose(const std::vector<client::ProcessInfo>& processes,
                               const std::vector<std::string>& names) {
        std::vector<Chosen> chosen;
        for (const std::string& name : names) {
            const Namespec spec = Namespec::parse(name);
            bool is_known = false;
            for (const client::ProcessInfo& process : processes) {
                if (process.group != spec.group || (spec.process && process.name != *spec.process)) {
                    continue;
                }
                is_known = true;
                const auto same = std::find_if(chosen.begin(), chosen.end(), [&process](const Chosen& one) {
                    return one.process == &process;
                });
                if (same == chosen.end()) {
                    chosen.push_back({&process, spec.process.has_value()});
                }
            }
            if (!is_known) {
                complain(session_, spec.process ? name : spec.group,
                         spec.process ? "no such process" : "no such group");
            }
        }
        return chosen;
    }

    /// The logs of one program. Where the channel has not been chosen, one that has no log is not missed.
    Done add(client::SupervisorApi& server, const Chosen& chosen, int colour) {
        const client::ProcessInfo& process = *chosen.process;
        const std::string name = show_namespec(process.group, process.name);
        const std::string program = fmt::format("{}:{}", process.group, process.name);
        const std::size_t before = logs_.size();
        std::string_view why_not = no_log;
        for (const auto channel : {client::Channel::standard_output, client::Channel::standard_error}) {
            const bool is_output = channel == client::Channel::standard_output;
            if (!(is_output ? wish_.standard_output : wish_.standard_error)) {
                continue;
            }
            // What is to be followed is read later; here it is only looked for.
            auto text =
                wish_.follow ? server.read_log(program, channel, -1, 0) : read_end(server, program, channel);
            if (text) {
                logs_.push_back({.program = program,
                                 .label = is_output ? name : name + " (stderr)",
                                 .channel = channel,
                                 .text = std::move(*text),
                                 .colour = colour});
            } else if (text.error().kind != client::Error::Kind::fault) {
                return tl::unexpected(text.error());
            } else if (text.error().is_fault(static_cast<int>(FaultCode::bad_name))) {
                why_not = "no such process";
            } else if (!text.error().is_fault(static_cast<int>(FaultCode::no_file))) {
                why_not = "unknown error reading log";
            }
        }
        if (logs_.size() == before && (chosen.is_named || why_not != no_log)) {
            complain(session_, name, why_not);
        }
        return {};
    }

    /// Enough of a log's end for the lines that are wanted. Of bytes in the file the text may be less, as
    /// lines have a prefix there; when there is no more of it, it does not grow.
    client::Answer<std::string> read_end(client::SupervisorApi& server, const std::string& program,
                                         client::Channel channel) const {
        std::optional<std::size_t> size;
        for (std::size_t bytes = limits::first_log_read;; bytes *= 4) {
            auto text = server.read_log(program, channel, -static_cast<std::int64_t>(bytes), 0);
            if (!text || text->empty() || text->size() == size || bytes >= limits::max_log_read ||
                count_lines(*text) > wish_.lines) {
                return text;
            }
            size = text->size();
        }
    }

    Done open_streams(client::Remote& remote) {
        for (Log& log : logs_) {
            auto stream = remote.follow(log.path());
            if (stream) {
                log.stream = std::move(*stream);
            } else if (stream.error().is_interrupted()) {
                return tl::unexpected(stream.error());
            } else {
                report_stream_error(session_, log.path(), stream.error());
            }
        }
        return {};
    }

    /// Until every server has answered, which shows where its stream begins; one that takes its time is not
    /// waited for.
    Done await_beginnings() {
        const auto patience = Clock::now() + limits::stream_beginning;
        std::vector<Log*> expected;
        for (Log& log : logs_) {
            if (log.stream != nullptr) {
                expected.push_back(&log);
            }
        }
        while (!expected.empty() && Clock::now() < patience) {
            std::vector<sys::Interest> interests;
            for (const Log* log : expected) {
                interests.push_back({.fd = log->stream->fd()});
            }
            if (const auto waited = sys::wait_for_any(interests, patience - Clock::now()); !waited) {
                return client::failure(client::Error::Kind::system, waited.error().code,
                                       waited.error().message);
            }
            std::vector<Log*> later;
            for (std::size_t i = 0; i < expected.size(); ++i) {
                if (interests[i].ready) {
                    read_stream(*expected[i],
                                [log = expected[i]](std::string_view bytes) { log->beginning += bytes; });
                } else {
                    later.push_back(expected[i]);
                }
            }
            expected = std::move(later);
        }
        return {};
    }

    Done read_ends(client::SupervisorApi server) {
        for (Log& log : logs_) {
            auto text = read_end(server, log.program, log.channel);
            if (!text && text.error().kind != client::Error::Kind::fault) {
                return tl::unexpected(text.error());
            }
            log.text = text ? std::move(*text) : std::string();  // gone since it was looked for
        }
        return {};
    }

    /// Ends with the server's end, or an error that has been said.
    void read_stream(Log& log, const client::LogStream::Sink& sink) {
        const auto more = log.stream->read(sink);
        if (!more) {
            report_stream_error(session_, log.path(), more.error());
        }
        if (!more || !*more) {
            log.stream.reset();
        }
    }

    void align_labels() {
        std::size_t width = 0;
        for (Log& log : logs_) {
            log.label = session_.out().is_terminal() ? harmless(log.label) : log.label;
            width = std::max(width, config::length_in_characters(log.label));
        }
        for (Log& log : logs_) {
            log.label.append(width - config::length_in_characters(log.label), ' ');
            log.label += " | ";
            if (session_.out().has_colours()) {
                log.label = fmt::format("\x1b[{}m{}\x1b[0m", log.colour, log.label);
            }
        }
    }

    void print(Log& log, std::string_view bytes) {
        for (const std::string& line : log.lines.feed(bytes)) {
            print_line(log, line);
        }
        if (log.lines.has_partial()) {
            log.partial_since = Clock::now();
        }
    }

    void print_partial(Log& log) {
        if (log.lines.has_partial()) {
            print_line(log, log.lines.take_partial());
        }
    }

    void print_line(const Log& log, std::string line) {
        Output& out = session_.out();
        if (wish_.has_prefix) {
            out.raw(log.label);
        }
        if (out.is_terminal()) {
            line = harmless(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
        }
        out.raw(line);
        out.raw("\n");
    }

    Done attend(const sys::Interrupt& interrupt) {
        while (!session_.out().failure()) {
            std::erase_if(logs_, [](const Log& log) { return log.stream == nullptr; });
            if (logs_.empty()) {
                break;
            }
            std::vector<sys::Interest> interests{{.fd = interrupt.fd()}};
            for (const Log& log : logs_) {
                interests.push_back({.fd = log.stream->fd()});
            }
            if (const auto waited = sys::wait_for_any(interests, until_partial()); !waited) {
                return client::failure(client::Error::Kind::system, waited.error().code,
                                       waited.error().message);
            }
            if (interests[0].ready) {
                session_.out().line("");
                return {};
            }
            for (std::size_t i = 0; i < logs_.size(); ++i) {
                if (interests[i + 1].ready) {
                    take(logs_[i]);
                }
            }
            print_waiting();
            session_.out().flush();
            session_.errors().flush();
        }
        return {};
    }

    void take(Log& log) {
        read_stream(log, [&](std::string_view bytes) { take_bytes(log, bytes); });
        if (log.stream == nullptr) {
            print_partial(log);
        }
    }

    void take_bytes(Log& log, std::string_view bytes) {
        if (!log.has_begun && !bytes.empty()) {
            log.has_begun = true;
            log.to_skip = known_bytes(log.text, bytes);
            log.text = {};
        }
        const std::size_t skipped = std::min(log.to_skip, bytes.size());
        log.to_skip -= skipped;
        print(log, bytes.substr(skipped));
    }

    /// How long until the beginning of some line has waited enough for its end.
    std::optional<sys::Duration> until_partial() const {
        std::optional<sys::Duration> wait;
        for (const Log& log : logs_) {
            if (log.lines.has_partial()) {
                const auto left = log.partial_since + limits::partial_line - Clock::now();
                wait = std::max(std::min(wait.value_or(left), left), sys::Duration::zero());
            }
        }
        return wait;
    }

    void print_waiting() {
        for (Log& log : logs_) {
            if (log.lines.has_partial() && Clock::now() - log.partial_since >= limits::partial_line) {
                print_partial(log);
            }
        }
    }

    Session& session_;
    Wish wish_;
    std::vector<Log> logs_;
};

}  // namespace

Done logs(Session& session, const Arguments& arguments) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const Wish wish = wish_of(arguments);
    ManyLogs many(session, wish);
    if (auto found = many.find(*server, arguments.words); !found) {
        return found;
    }
    if (!wish.follow) {
        many.show_ends();
        return {};
    }
    auto remote = session.remote();
    return remote ? many.follow(*remote) : tl::unexpected(remote.error());
}

}  // namespace supervise::ctl::commands
