#include "supervisorctl/commands/follow.hpp"

#include <array>

#include <fmt/core.h>

#include "supervisorctl/error_text.hpp"
#include "sys/connect.hpp"
#include "sys/interrupt.hpp"

namespace supervise::ctl::commands {
namespace {

Done follow_until_end(Session& session, const std::string& path, client::LogStream& stream,
                      const sys::Interrupt& interrupt) {
    Output& out = session.out();
    TerminalText filter;
    std::array<sys::Interest, 2> interests{{{.fd = interrupt.fd()}, {.fd = stream.fd()}}};
    while (!out.failure()) {
        if (auto waited = sys::wait_for_any(interests, std::nullopt); !waited) {
            return client::failure(client::Error::Kind::system, waited.error().code, waited.error().message);
        }
        if (interests[0].ready) {
            out.raw(filter.finish());
            out.line("");
            return {};
        }
        const auto more = stream.read([&](std::string_view bytes) { out.piece(bytes, filter); });
        if (!more) {
            out.raw(filter.finish());
            out.flush();
            report_stream_error(session, path, more.error());
            return {};
        }
        out.flush();
        if (!*more) {
            break;
        }
    }
    out.raw(filter.finish());
    return {};
}

constexpr int service_unavailable = 503;

}  // namespace

void report_stream_error(Session& session, const std::string& path, const client::Error& error) {
    const std::string url = session.server_url() + path;
    if (error.kind == client::Error::Kind::status) {
        session.errors().line(fmt::format("{} Cannot read, status code {}", url, error.code));
        // Supervisor's own server has no such answer: what ours says is no word too many.
        if (error.code == service_unavailable)
            session.errors().line(error.text);
    } else {
        const ErrorWords words = words_of(error);
        session.errors().line(fmt::format("{} Cannot connect, error: {} ({})", url, words.type, words.text));
    }
}

Done follow_log(Session& session, const std::string& path) {
    session.out().line("==> Press Ctrl-C to exit <==");
    auto interrupt = sys::Interrupt::create();
    if (!interrupt) {
        return client::failure(client::Error::Kind::system, interrupt.error().code,
                               interrupt.error().message);
    }
    auto remote = session.remote();
    if (!remote) {
        return tl::unexpected(remote.error());
    }
    auto stream = remote->get().follow(path);
    if (!stream && stream.error().is_interrupted()) {
        session.out().line("");
        return {};
    }
    if (!stream) {
        report_stream_error(session, path, stream.error());
        return {};
    }
    session.lift_limit();
    return follow_until_end(session, path, **stream, *interrupt);
}

}  // namespace supervise::ctl::commands
