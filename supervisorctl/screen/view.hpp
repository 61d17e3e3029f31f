/// What `status --watch` and `top` show, as lines. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/live_status.hpp"
#include "supervisorctl/namespec.hpp"
#include "supervisorctl/screen/line.hpp"
#include "sys/clock.hpp"

namespace supervise::ctl::screen {

enum class Layout {
    states,  ///< name, state and description, as `status`
    usage,   ///< memory and CPU
};
enum class Order { name, cpu, memory };

/// How the user wants to see it.
struct View {
    Layout layout = Layout::states;
    Order order = Order::name;
    std::vector<Namespec> names;  ///< only these; empty: all
    std::size_t first_row = 0;    ///< of the processes, after scrolling
};

/// What there is to see.
struct Scene {
    const client::LiveStatus& status;
    std::string url;
    std::optional<std::string> away;  ///< why there is no connection now
    sys::MonoTime now;                ///< without a connection, when there was one last
};

bool is_chosen(const client::LiveProcess& process, const View& view);

/// The processes that are chosen, in the order that is wanted.
std::vector<const client::LiveProcess*> chosen(const client::LiveStatus& status, const View& view);

/// The names that mean none of the processes there are, each with what is said of it.
std::vector<std::string> complaints(const client::LiveStatus& status, const View& view);

/// Of the processes, so many fit below the heading.
std::size_t rows_for_processes(sys::TerminalSize size);

/// The screen from top to bottom.
std::vector<Line> draw(const Scene& scene, const View& view, sys::TerminalSize size);

/// A table of all that is chosen, with its heading but nothing around it and nothing cut.
std::vector<Line> table(const Scene& scene, const View& view);

/// "pid 12, uptime 0:01:00 (2 restarts)": the description as it is by now.
std::string description_now(const client::LiveProcess& process, sys::MonoTime now);

/// "980K", "12.3M", "1.25G"; "-" when unknown.
std::string size_text(std::optional<std::int64_t> bytes);

}  // namespace supervise::ctl::screen
