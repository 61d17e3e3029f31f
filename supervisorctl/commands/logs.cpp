// tail, maintail: what programs and the daemon have written.
#include <cstdint>
#include <limits>
#include <span>

#include <fmt/core.h>

#include "config/text.hpp"
#include "config/values.hpp"
#include "rpc/value.hpp"
#include "supervisorctl/commands/commands.hpp"
#include "supervisorctl/commands/follow.hpp"
#include "sys/number.hpp"

namespace supervise::ctl::commands {
namespace {

using rpc::FaultCode;

constexpr std::int64_t default_bytes = 1600;

bool is(const client::Error& error, FaultCode code) {
    return error.is_fault(static_cast<int>(code));
}

Done complain(Session& session, std::string_view text) {
    session.out().line(text);
    session.set_status(exit_status::generic);
    return {};
}

/// -f, or -N: the offset to read from. What N may be is what Python takes for a number.
struct Extent {
    bool follow = false;
    std::int64_t offset = -default_bytes;
};

std::optional<Extent> parse_extent(std::string_view modifier) {
    const std::string_view what = modifier.substr(1);
    if (what == "f") {
        return Extent{.follow = true};
    }
    const auto number = config::python_integer(what);
    if (!number) {
        return std::nullopt;
    }
    const auto read = leading_number<std::int64_t>(number->digits);  // none is 0
    const auto bytes = read.is_out_of_range() ? std::numeric_limits<std::int64_t>::max() : read.value;
    return Extent{.offset = number->negative ? bytes : -bytes};
}

/// XML-RPC has 32-bit integers only.
Done check_offset(std::int64_t offset) {
    using Limits = std::numeric_limits<std::int32_t>;
    if (offset < Limits::min() || offset > Limits::max()) {
        return client::failure(client::Error::Kind::too_large, 0, "int exceeds XML-RPC limits");
    }
    return {};
}

/// A log as read, and one line end more.
void print_log(Session& session, std::string_view text) {
    session.out().line(text);
}

Done tail_once(Session& session, const std::string& name, client::Channel channel, std::int64_t offset) {
    if (auto checked = check_offset(offset); !checked) {
        return checked;
    }
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const auto text = server->read_log(name, channel, offset, 0);
    if (text) {
        print_log(session, *text);
        return {};
    }
    if (is(text.error(), FaultCode::no_file)) {
        return complain(session, fmt::format("{}: ERROR (no log file)", name));
    }
    if (is(text.error(), FaultCode::failed)) {
        return complain(session, fmt::format("{}: ERROR (unknown error reading log)", name));
    }
    if (is(text.error(), FaultCode::bad_name)) {
        return complain(session, fmt::format("{}: ERROR (no such process name)", name));
    }
    return tl::unexpected(text.error());
}

}  // namespace

Done tail(Session& session, const Arguments& arguments) {
    std::span<const std::string> words = arguments.words;
    std::string_view modifier;
    if (words.front().starts_with('-')) {
        modifier = words.front();
        words = words.subspan(1);
    }
    if (words.empty()) {
        return complain(session, "Error: tail requires process name");
    }
    const std::string channel = words.size() > 1 ? config::lower(words.back()) : "stdout";
    if (channel != "stdout" && channel != "stderr") {
        return complain(session, fmt::format("Error: bad channel {}", config::python_repr(channel)));
    }
    const auto extent = modifier.empty() ? Extent() : parse_extent(modifier);
    if (!extent) {
        return complain(session, fmt::format("Error: bad argument {}", modifier));
    }
    if (extent->follow) {
        return follow_log(session, fmt::format("/logtail/{}/{}", words.front(), channel));
    }
    return tail_once(session, words.front(),
                     channel == "stdout" ? client::Channel::standard_output : client::Channel::standard_error,
                     extent->offset);
}

Done maintail(Session& session, const Arguments& arguments) {
    Extent extent;
    if (!arguments.words.empty()) {
        const std::string& word = arguments.words.front();
        const auto given = word.starts_with('-') ? parse_extent(word) : std::nullopt;
        if (!given) {
            return complain(session, fmt::format("Error: bad argument {}", word));
        }
        extent = *given;
    }
    if (extent.follow) {
        return follow_log(session, "/mainlogtail");
    }
    if (auto checked = check_offset(extent.offset); !checked) {
        return checked;
    }
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const auto text = server->read_main_log(extent.offset, 0);
    if (text) {
        print_log(session, *text);
        return {};
    }
    if (is(text.error(), FaultCode::no_file)) {
        return complain(session, "supervisord: ERROR (no log file)");
    }
    if (is(text.error(), FaultCode::failed)) {
        return complain(session, "supervisord: ERROR (unknown error reading log)");
    }
    return tl::unexpected(text.error());
}

}  // namespace supervise::ctl::commands
