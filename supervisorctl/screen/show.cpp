#include "supervisorctl/screen/show.hpp"

#include <array>
#include <csignal>

#include <fmt/core.h>

#include "supervisorctl/screen/keys.hpp"
#include "supervisorctl/screen/live_connection.hpp"
#include "supervisorctl/screen/screen.hpp"
#include "supervisorctl/status_line.hpp"
#include "sys/connect.hpp"
#include "sys/interrupt.hpp"
#include "sys/terminal.hpp"

namespace supervise::ctl::screen {
namespace {

/// Uptimes go on although nothing comes.
constexpr std::chrono::seconds redraw_interval{1};
constexpr std::size_t key_bytes = 256;
/// Two looks of the daemon, and its time for them.
constexpr std::chrono::seconds longest_wait_for_usage{10};

sys::MonoTime now() {
    return sys::SystemClock().mono();
}

client::Error system_error(const Error& error) {
    return {client::Error::Kind::system, error.code, error.message, client::Place::here()};
}

/// A daemon without a feed is an older one, or Supervisor's own.
client::Error explained(client::Error error) {
    if (error.is_status(404)) {
        error.text = "this daemon tells nothing live: it is not Supervise, or an older one";
    }
    return error;
}

/// What is waited for, all the same whatever is done with it.
class Events {
public:
    Events(sys::Interrupt signals, int keys, LiveConnection& connection)
        : signals_(std::move(signals)), connection_(connection) {
        interests_[0].fd = signals_.fd();
        interests_[1].fd = sys::is_terminal(keys) ? keys : -1;
    }

    /// Waits, at most until `limit` or until the connection has something to do.
    client::Answer<void> wait(std::optional<sys::MonoTime> limit) {
        interests_[2].fd = connection_.fd();
        const sys::MonoTime until = std::min(limit.value_or(sys::MonoTime::max()), connection_.due());
        const auto waited = sys::wait_for_any(interests_, std::max(until - now(), sys::Duration::zero()));
        if (!waited) {
            return tl::unexpected(system_error(waited.error()));
        }
        return {};
    }
    std::vector<int> signals() { return interests_[0].ready ? signals_.take() : std::vector<int>(); }
    bool feed_is_readable() const { return interests_[2].ready; }

    /// What has been typed. The terminal's end is the end of keys.
    std::string typed() {
        if (!interests_[1].ready) {
            return {};
        }
        std::array<char, key_bytes> buffer;
        const sys::Transfer got = sys::read_some(interests_[1].fd, buffer.data(), buffer.size());
        if (got.outcome == sys::Transfer::Outcome::some) {
            return {buffer.data(), got.bytes};
        }
        if (got.outcome != sys::Transfer::Outcome::would_block) {
            interests_[1].fd = -1;
        }
        return {};
    }

private:
    sys::Interrupt signals_;
    LiveConnection& connection_;
    std::array<sys::Interest, 3> interests_{};
};

void obey(Key key, View& view, std::size_t page, std::size_t processes) {
    const std::size_t last = processes > page ? processes - page : 0;
    view.first_row = std::min(view.first_row, last);
    const auto up = [&](std::size_t rows) { view.first_row -= std::min(rows, view.first_row); };
    const auto down = [&](std::size_t rows) { view.first_row = std::min(view.first_row + rows, last); };
    switch (key) {
    case Key::by_name:
        view.order = Order::name;
        break;
    case Key::by_cpu:
        view.order = Order::cpu;
        break;
    case Key::by_memory:
        view.order = Order::memory;
        break;
    case Key::up:
        return up(1);
    case Key::down:
        return down(1);
    case Key::page_up:
        return up(page);
    case Key::page_down:
        return down(page);
    case Key::home:
        return up(processes);
    case Key::end:
        return down(processes);
    case Key::quit:
        break;
    }
}

/// What ended the screen.
struct ScreenEnd {
    client::Answer<void> done;
    int signal = 0;  ///< to end by; 0: none
};

ScreenEnd run_screen(Session& session, View view, Events& events, LiveConnection& connection) {
    Screen screen(session.out(), session.input().fd());
    Keys keys;
    while (!session.out().failure()) {
        screen.show(draw(
            {connection.status(), session.server_url(), connection.away(), connection.known_until(now())},
            view, screen.size()));
        if (auto waited = events.wait(now() + redraw_interval); !waited) {
            return {waited};
        }
        for (const int signal : events.signals()) {
            if (signal == SIGTSTP) {
                screen.suspend();
            } else if (signal == SIGINT) {
                return {};
            } else if (signal != SIGWINCH) {
                return {{}, signal};
            }
        }
        for (const Key key : keys.take(events.typed())) {
            if (key == Key::quit) {
                return {};
            }
            obey(key, view, rows_for_processes(screen.size()), chosen(connection.status(), view).size());
        }
        if (auto changes = connection.proceed(events.feed_is_readable(), now()); !changes) {
            return {tl::unexpected(explained(changes.error()))};
        }
    }
    return {};
}

/// Connects and waits for what there is at first. Signals do what they always do meanwhile.
client::Answer<std::vector<client::LiveProcess>> first_news(LiveConnection& connection) {
    auto changes = connection.proceed(false, now());
    while (changes && !connection.has_heard()) {
        std::array<sys::Interest, 1> interest{{{.fd = connection.fd()}}};
        const auto waited = sys::wait_for_any(
            interest, std::max<sys::Duration>(connection.due() - now(), sys::Duration::zero()));
        if (!waited) {
            return tl::unexpected(system_error(waited.error()));
        }
        changes = connection.proceed(interest[0].ready, now());
    }
    if (!changes) {
        return tl::unexpected(explained(changes.error()));
    }
    return changes;
}

void print(Session& session, const std::vector<client::LiveProcess>& processes, const View& view) {
    for (const client::LiveProcess& process : processes) {
        if (is_chosen(process, view)) {
            session.out().line(status_line(show_namespec(process.group, process.name), process.statename,
                                           description_now(process, now())));
        }
    }
    session.out().flush();
}

/// Names that mean nothing, for whom no screen shows it.
bool complain(Session& session, const LiveConnection& connection, const View& view) {
    const auto texts = complaints(connection.status(), view);
    for (const std::string& text : texts) {
        session.errors().line(text);
    }
    session.errors().flush();
    return !texts.empty();
}

}  // namespace

Done show_on_screen(Session& session, View view) {
    ScreenEnd end;
    {
        LiveConnection connection(session);
        if (auto first = first_news(connection); !first) {
            return tl::unexpected(first.error());
        }
        auto signals = sys::Interrupt::create({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH});
        if (!signals) {
            return tl::unexpected(system_error(signals.error()));
        }
        Events events(std::move(*signals), session.input().fd(), connection);
        end = run_screen(session, std::move(view), events, connection);
    }
    if (end.signal != 0) {
        sys::end_by_signal(end.signal);
    }
    return end.done;
}

Done print_changes(Session& session, const View& view) {
    LiveConnection connection(session);
    auto changes = first_news(connection);
    auto signals = sys::Interrupt::create();
    if (!signals) {
        return tl::unexpected(system_error(signals.error()));
    }
    Events events(std::move(*signals), -1, connection);
    if (changes) {
        complain(session, connection, view);  // they may come yet
    }
    bool was_away = false;
    while (changes && !session.out().failure()) {
        print(session, *changes, view);
        if (connection.away() && !was_away) {
            session.errors().line(fmt::format("no connection to {}: {}; trying again", session.server_url(),
                                              *connection.away()));
            session.errors().flush();
        }
        was_away = connection.away().has_value();
        if (auto waited = events.wait(std::nullopt); !waited) {
            return waited;
        }
        if (!events.signals().empty()) {
            return {};
        }
        changes = connection.proceed(events.feed_is_readable(), now());
    }
    return changes ? Done() : tl::unexpected(explained(changes.error()));
}

Done print_table_once(Session& session, const View& view) {
    LiveConnection connection(session);
    auto changes = first_news(connection);
    auto signals = sys::Interrupt::create();
    if (!signals) {
        return tl::unexpected(system_error(signals.error()));
    }
    Events events(std::move(*signals), -1, connection);
    // The first look at usage tells memory; a share of a core takes two.
    const sys::MonoTime limit = now() + longest_wait_for_usage;
    while (changes && !connection.away() && !connection.status().daemon().usage.cpu_percent &&
           now() < limit) {
        if (auto waited = events.wait(limit); !waited) {
            return waited;
        }
        if (!events.signals().empty()) {
            return {};
        }
        changes = connection.proceed(events.feed_is_readable(), now());
    }
    if (!changes) {
        return tl::unexpected(explained(changes.error()));
    }
    if (complain(session, connection, view)) {
        session.set_status(exit_status::status_unknown);
    }
    for (const Line& line : table({connection.status(), session.server_url(), {}, now()}, view)) {
        std::string text;
        for (const Span& span : line) {
            text += span.text;
        }
        session.out().line(text);
    }
    return {};
}

}  // namespace supervise::ctl::screen
