#include "control/status_table.hpp"

#include <algorithm>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "control/comparison.hpp"
#include "control/verdict.hpp"

namespace deployer::control {
namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;

struct Found {
    std::string host;
    DaemonStatus status;
};

std::vector<Found> read(const Surveys& surveys) {
    std::vector<Found> found;
    for (const auto& [host, text] : surveys) {
        if (auto status = status_from_json(text)) {
            found.push_back({host, std::move(*status)});
        }
    }
    return found;
}

struct FoundUnit {
    std::string host;
    UnitStatus unit;
};

std::vector<FoundUnit> read_units(const Surveys& surveys) {
    std::vector<FoundUnit> found;
    for (const auto& [host, text] : surveys) {
        if (auto unit = unit_from_json(text)) {
            found.push_back({host, std::move(*unit)});
        }
    }
    return found;
}

/// Columns as wide as their widest cell; characters, not bytes, count.
std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string table(const std::vector<Row>& rows) {
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width_of(row[i]));
        }
    }
    std::string text;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i] + std::string(widths[i] - width_of(row[i]) + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string duration(std::int64_t seconds) {
    const std::int64_t days = seconds / 86400;
    const std::string time =
        fmt::format("{}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    return days == 0 ? time : fmt::format("{} day{}, {}", days, days == 1 ? "" : "s", time);
}

std::string size(std::int64_t bytes) {
    constexpr std::int64_t mega = 1024 * 1024;
    return bytes < mega ? fmt::format("{} kB", bytes / 1024)
                        : fmt::format("{:.1f} MB", static_cast<double>(bytes) / static_cast<double>(mega));
}

std::string remarks(const DaemonStatus& status, const ProcessStatus& process) {
    std::vector<std::string> parts;
    if (process.outdated) {
        parts.emplace_back("due for restart");
    }
    if (!process.described && status.managed) {
        parts.emplace_back("not described");
    }
    if (!process.reason.empty()) {
        parts.push_back(plain(process.reason));
    }
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : "; ") + part;
    }
    return text;
}

Row process_row(const Found& found, const ProcessStatus& process) {
    const std::string none = "-";
    const bool runs = process.pid != 0;
    return {plain(found.host),
            plain(found.status.name),
            plain(process.group),
            plain(process.name),
            process.state,
            runs ? std::to_string(process.pid) : none,
            runs ? duration(process.uptime) : none,
            process.restarts ? std::to_string(*process.restarts) : none,
            process.memory ? size(*process.memory) : none,
            remarks(found.status, process)};
}

/// Hosts share a description: a column nobody has anything in is left out.
bool any_web(const std::vector<Found>& all) {
    return std::any_of(all.begin(), all.end(), [](const Found& found) { return !found.status.web.empty(); });
}

Row daemon_row(const Found& found, bool with_web) {
    const DaemonStatus& status = found.status;
    Row row{plain(found.host), plain(status.name), status.running ? plain(status.state) : "not running",
            status.version.empty() ? "-" : plain(status.version), plain(status.socket)};
    if (with_web) {
        row.push_back(status.web.empty() ? "-" : plain(status.web));
    }
    return row;
}

std::string unit_table(const std::vector<FoundUnit>& units) {
    std::vector<Row> rows{{"HOST", "SERVICE", "STATE"}};
    for (const FoundUnit& found : units) {
        rows.push_back({plain(found.host), plain(found.unit.name), plain(found.unit.state)});
    }
    return units.empty() ? std::string() : table(rows);
}

}  // namespace

std::string status_table(const Look& look) {
    const std::vector<Found> all = read(look.surveys);
    const std::vector<FoundUnit> units = read_units(look.surveys);
    const bool with_web = any_web(all);
    std::vector<Row> daemons{{"HOST", "SUPERVISOR", "STATE", "VERSION", "SOCKET"}};
    if (with_web) {
        daemons.front().emplace_back("WEB");
    }
    std::vector<Row> processes{{"HOST", "SUPERVISOR", "GROUP", "PROCESS", "STATE", "PID", "UPTIME",
                                "RESTARTS", "MEMORY", "REMARKS"}};
    std::string notes;
    std::string text = unit_table(units);
    for (const Found& found : all) {
        const DaemonStatus& status = found.status;
        daemons.push_back(daemon_row(found, with_web));
        for (const ProcessStatus& process : status.processes) {
            processes.push_back(process_row(found, process));
        }
        notes += sentences(found.host, status.name, status.notes);
    }
    if (daemons.size() > 1) {
        text += (text.empty() ? "" : "\n") + table(daemons);
    }
    if (processes.size() > 1) {
        text += "\n" + table(processes);
    }
    const std::string end = verdict(look);
    text += (text.empty() || end.empty() ? "" : "\n") + end;
    return notes.empty() ? text : text + "\nNotes:\n" + notes;
}

std::string status_json(const Look& look) {
    Json hosts = Json::array();
    for (const auto& [host, text] : look.surveys) {
        if (hosts.empty() || hosts.back()["host"] != host) {
            hosts.push_back({{"host", host},
                             {"units", Json::array()},
                             {"supervisors", Json::array()},
                             {"differences", Json()}});
        }
        Json status = Json::parse(text, nullptr, false);
        if (status.is_object() && status.contains("comparison")) {
            hosts.back()["differences"] = std::move(status["comparison"]);
        } else if (status.is_object()) {
            hosts.back()[status.contains("unit") ? "units" : "supervisors"].push_back(std::move(status));
        }
    }
    Json unreachable = Json::array();
    for (const auto& [host, reason] : look.unreachable) {
        unreachable.push_back({{"host", host}, {"reason", reason}});
    }
    const bool is_compared = look.is_whole() && !look.surveys.empty() && not_compared(look.surveys).empty();
    const Json json = {{"hosts", hosts},
                       {"unreachable", unreachable},
                       {"failed", look.failed},
                       {"compared", is_compared},
                       {"as_described", all_as_described(look)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

bool all_as_described(const Look& look) {
    return look.is_whole() && std::all_of(look.surveys.begin(), look.surveys.end(), [](const auto& survey) {
               const auto status = status_from_json(survey.second);
               const auto unit = unit_from_json(survey.second);
               const auto compared = differences_from_json(survey.second);
               return status ? status->differences.empty()
                      : unit ? !unit->differs()
                             : compared && compared->empty();
           });
}

std::string lasting(const Look& look) {
    std::string text;
    for (const auto& [host, survey] : look.surveys) {
        Json json = Json::parse(survey, nullptr, false);
        if (json.is_object() && json.contains("processes")) {
            for (Json& process : json["processes"]) {
                process.erase("uptime");
                process.erase("memory");
            }
        }
        text += host + " " + json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    return text + lost_hosts(look);
}

}  // namespace deployer::control
