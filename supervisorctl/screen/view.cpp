#include "supervisorctl/screen/view.hpp"

#include <algorithm>
#include <map>
#include <span>

#include <fmt/core.h>

#include "config/text.hpp"
#include "process/description.hpp"

namespace supervise::ctl::screen {
namespace {

using client::LiveProcess;

/// Daemon, summary and heading above the processes, keys below.
constexpr std::size_t lines_around = 4;
constexpr std::size_t min_name_width = 12;
constexpr std::size_t max_name_width = 60;
constexpr std::size_t gap = 2;
constexpr std::size_t state_width = 10;

Style style_of(std::string_view statename) {
    if (statename == "RUNNING") {
        return Style::good;
    }
    if (statename == "STARTING" || statename == "STOPPING" || statename == "BACKOFF") {
        return Style::passing;
    }
    return statename == "FATAL" || statename == "UNKNOWN" ? Style::bad : Style::quiet;
}

std::string uptime_text(std::optional<std::int64_t> seconds, sys::MonoTime heard, sys::MonoTime now) {
    if (!seconds) {
        return "-";
    }
    return process::format_uptime(std::chrono::seconds(*seconds) +
                                  std::chrono::duration_cast<std::chrono::seconds>(now - heard));
}

std::string percent_text(std::optional<double> percent) {
    return percent ? fmt::format("{:.1f}%", *percent) : "-";
}

template <typename T>
std::string number_text(std::optional<T> number) {
    return number ? fmt::format("{}", *number) : "-";
}

/// A column behind the name.
struct Column {
    std::string_view heading;
    std::size_t width;  ///< 0: what is left
    Align align;
    std::string (*text)(const LiveProcess&, sys::MonoTime now);
};

std::string statename(const LiveProcess& process, sys::MonoTime) {
    return process.statename;
}

constexpr Column state_columns[] = {
    {"STATE", state_width, Align::left, statename},
    {"DESCRIPTION", 0, Align::left, description_now},
};
constexpr Column usage_columns[] = {
    {"STATE", state_width, Align::left, statename},
    {"PID", 7, Align::right, [](const LiveProcess& p, sys::MonoTime) { return number_text(p.pid); }},
    {"CPU", 8, Align::right,
     [](const LiveProcess& p, sys::MonoTime) { return percent_text(p.usage.cpu_percent); }},
    {"MEMORY", 8, Align::right,
     [](const LiveProcess& p, sys::MonoTime) { return size_text(p.usage.memory); }},
    {"PROCS", 7, Align::right,
     [](const LiveProcess& p, sys::MonoTime) { return number_text(p.usage.process_count); }},
    {"UPTIME", 19, Align::right,
     [](const LiveProcess& p, sys::MonoTime now) { return uptime_text(p.uptime, p.heard, now); }},
};

std::span<const Column> columns_of(Layout layout) {
    if (layout == Layout::usage) {
        return usage_columns;
    }
    return state_columns;
}

std::string name_of(const LiveProcess& process) {
    return visible(show_namespec(process.group, process.name));
}

/// The longest name's, with the gap behind it. On a screen, which is `width` wide, the other columns must fit
/// as well.
std::size_t name_width(const std::vector<const LiveProcess*>& processes, Layout layout,
                       std::optional<std::size_t> width) {
    std::size_t longest = min_name_width;
    for (const LiveProcess* process : processes) {
        longest = std::max(longest, config::length_in_characters(name_of(*process)));
    }
    if (!width) {
        return longest + gap;
    }
    std::size_t others = 0;
    for (const Column& column : columns_of(layout)) {
        others += column.width;
    }
    const std::size_t room = *width > others + gap + min_name_width ? *width - others - gap : min_name_width;
    return std::min({longest, max_name_width, room}) + gap;
}

std::string heading(Layout layout, std::size_t names) {
    std::string text = cell("NAME", names);
    for (const Column& column : columns_of(layout)) {
        text += column.width == 0 ? std::string(column.heading)
                                  : cell(column.heading, column.width, column.align);
    }
    return text;
}

Line row(const LiveProcess& process, const Scene& scene, Layout layout, std::size_t names) {
    Line line{{cell(name_of(process), names - gap) + std::string(gap, ' '), Style::plain}};
    for (const Column& column : columns_of(layout)) {
        const std::string text = visible(column.text(process, scene.now));
        const bool is_state = column.text == statename;
        line.push_back({column.width == 0 ? text : cell(text, column.width, column.align),
                        scene.away ? Style::quiet
                        : is_state ? style_of(process.statename)
                                   : Style::plain});
    }
    return line;
}

Line daemon_line(const Scene& scene) {
    const client::LiveDaemon& daemon = scene.status.daemon();
    if (scene.away) {
        return {{visible(daemon.identifier), Style::strong}, {"  " + visible(scene.url), Style::plain}};
    }
    return {{visible(daemon.identifier), Style::strong},
            {fmt::format("  {}  pid {}, up {}  cpu {}  memory {}  {}", visible(daemon.statename),
                         number_text(daemon.pid), uptime_text(daemon.uptime, daemon.heard, scene.now),
                         percent_text(daemon.usage.cpu_percent), size_text(daemon.usage.memory),
                         visible(scene.url)),
             Style::plain}};
}

/// "12 processes: 10 RUNNING, 2 FATAL", or that there is no connection.
Line summary_line(const Scene& scene, const View& view, const std::vector<const LiveProcess*>& processes) {
    if (scene.away) {
        return {{fmt::format("no connection: {}; trying again", visible(*scene.away)), Style::bad}};
    }
    std::map<std::string, std::size_t> counts;
    for (const LiveProcess* process : processes) {
        ++counts[process->statename];
    }
    Line line{
        {fmt::format("{} process{}", processes.size(), processes.size() == 1 ? "" : "es"), Style::plain}};
    for (auto count = counts.begin(); count != counts.end(); ++count) {
        line.push_back({count == counts.begin() ? ": " : ", ", Style::plain});
        line.push_back({fmt::format("{} {}", count->second, visible(count->first)), style_of(count->first)});
    }
    for (const std::string& complaint : complaints(scene.status, view)) {
        line.push_back({"  " + visible(complaint), Style::bad});
    }
    return line;
}

Line keys_line(const View& view, std::size_t first, std::size_t shown, std::size_t all) {
    std::string text = "q quit   n name   c cpu   m memory";
    text += view.order == Order::cpu ? "   by cpu" : view.order == Order::memory ? "   by memory" : "";
    if (shown < all) {
        text += fmt::format("   {}-{} of {}, arrows scroll", first + 1, first + shown, all);
    }
    return {{text, Style::quiet}};
}

}  // namespace

bool is_chosen(const LiveProcess& process, const View& view) {
    return view.names.empty() || std::any_of(view.names.begin(), view.names.end(), [&](const Namespec& name) {
               return name.covers(process.group, process.name);
           });
}

std::vector<const LiveProcess*> chosen(const client::LiveStatus& status, const View& view) {
    std::vector<const LiveProcess*> processes;
    for (const auto& entry : status.processes()) {
        if (is_chosen(entry.second, view)) {
            processes.push_back(&entry.second);
        }
    }
    // Nothing is less than any number; among equals the order of names stays.
    if (view.order == Order::cpu) {
        std::stable_sort(processes.begin(), processes.end(), [](const LiveProcess* a, const LiveProcess* b) {
            return a->usage.cpu_percent > b->usage.cpu_percent;
        });
    } else if (view.order == Order::memory) {
        std::stable_sort(processes.begin(), processes.end(), [](const LiveProcess* a, const LiveProcess* b) {
            return a->usage.memory > b->usage.memory;
        });
    }
    return processes;
}

std::vector<std::string> complaints(const client::LiveStatus& status, const View& view) {
    std::vector<std::string> all;
    for (const Namespec& name : view.names) {
        if (std::none_of(status.processes().begin(), status.processes().end(), [&](const auto& process) {
                return name.covers(process.first.first, process.first.second);
            })) {
            all.push_back(
                no_such_text(name.process ? show_namespec(name.group, *name.process) : name.group + ":"));
        }
    }
    return all;
}

std::size_t rows_for_processes(sys::TerminalSize size) {
    const auto rows = static_cast<std::size_t>(std::max(size.rows, 0));
    return rows > lines_around ? rows - lines_around : 1;
}

std::vector<Line> draw(const Scene& scene, const View& view, sys::TerminalSize size) {
    const auto processes = chosen(scene.status, view);
    const auto width = static_cast<std::size_t>(std::max(size.columns, 0));
    const std::size_t names = name_width(processes, view.layout, width);
    const std::size_t room = rows_for_processes(size);
    const std::size_t last_first = processes.size() > room ? processes.size() - room : 0;
    const std::size_t first = std::min(view.first_row, last_first);
    const std::size_t shown = std::min(room, processes.size() - first);
    std::vector<Line> lines{daemon_line(scene),
                            summary_line(scene, view, processes),
                            {{cell(heading(view.layout, names), width), Style::heading}}};
    for (std::size_t i = first; i < first + shown; ++i) {
        lines.push_back(row(*processes[i], scene, view.layout, names));
    }
    lines.resize(lines.size() + room - shown);
    lines.push_back(keys_line(view, first, shown, processes.size()));
    return lines;
}

std::vector<Line> table(const Scene& scene, const View& view) {
    const auto processes = chosen(scene.status, view);
    const std::size_t names = name_width(processes, view.layout, std::nullopt);
    std::vector<Line> lines{{{heading(view.layout, names)}}};
    for (const LiveProcess* process : processes) {
        lines.push_back(row(*process, scene, view.layout, names));
    }
    return lines;
}

std::string description_now(const LiveProcess& process, sys::MonoTime now) {
    std::string text =
        process.statename == "RUNNING" && process.pid
            ? fmt::format("pid {}, uptime {}", *process.pid, uptime_text(process.uptime, process.heard, now))
            : process.description;
    if (process.restarts > 0) {
        text += fmt::format("{}({} restart{})", text.empty() ? "" : "  ", process.restarts,
                            process.restarts == 1 ? "" : "s");
    }
    return text;
}

std::string size_text(std::optional<std::int64_t> bytes) {
    if (!bytes) {
        return "-";
    }
    const double kib = static_cast<double>(*bytes) / 1024;
    if (kib < 1000) {
        return fmt::format("{:.0f}K", kib);
    }
    if (kib < 1000 * 1024.0) {
        return fmt::format("{:.1f}M", kib / 1024);
    }
    return fmt::format("{:.2f}G", kib / 1024 / 1024);
}

}  // namespace supervise::ctl::screen
