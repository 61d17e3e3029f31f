#include "model/shared_places.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/core.h>

namespace deployer::model {

namespace {

struct PlaceRow {
    std::string_view key;
    std::string (*of)(const Supervisor&);
    bool fatal;
};

constexpr std::array<PlaceRow, 7> places{{
    {"conf_file_dst", [](const Supervisor& s) { return s.conf_file_dst; }, true},
    {"include_dir", [](const Supervisor& s) { return s.include_dir; }, true},
    {"supervisorctl", [](const Supervisor& s) { return s.supervisorctl; }, true},
    {"socks_dir", [](const Supervisor& s) { return s.socks_dir; }, true},
    {"http_server", [](const Supervisor& s) { return s.http_server ? s.http_server->endpoint : ""; }, true},
    {"pid_dir", [](const Supervisor& s) { return s.pid_dir; }, false},
    {"logs_dir", [](const Supervisor& s) { return s.logs_dir; }, false},
}};

bool meet(const Scope& a, const Scope& b) {
    return std::any_of(a.hosts.begin(), a.hosts.end(), [&](std::size_t host) {
        return std::find(b.hosts.begin(), b.hosts.end(), host) != b.hosts.end();
    });
}

void tell(Reading& reading, const Supervisor& one, const Supervisor& other, const PlaceRow& row,
          const std::string& value) {
    const std::string path = fmt::format("{}.{}", one.origin.path, row.key);
    const std::string message =
        fmt::format("Supervisor {}: {} '{}' is also that of supervisor '{}'", one.name,
                    row.key == "http_server" ? "endpoint" : row.key, value, other.name);
    const std::string remedy =
        fmt::format("give each its own; the other is at {}", other.origin.place.text());
    if (row.fatal)
        reading.error(one.origin.place, path, message, remedy);
    else
        reading.warning(one.origin.place, path, message, remedy);
}

}  // namespace

void check_shared_places(Reading& reading, const Model& model) {
    for (const PlaceRow& row : places) {
        std::map<std::string, std::vector<const Supervisor*>> users;
        for (const Supervisor& supervisor : model.supervisors) {
            const std::string value = row.of(supervisor);
            if (!supervisor.managed || value.empty() || has_expression(value))
                continue;
            std::vector<const Supervisor*>& same = users[value];
            const auto other = std::find_if(same.begin(), same.end(), [&](const Supervisor* known) {
                // Defined twice: that is what is told.
                return known->name != supervisor.name && meet(known->scope, supervisor.scope);
            });
            if (other != same.end())
                tell(reading, supervisor, **other, row, value);
            same.push_back(&supervisor);
        }
    }
}

}  // namespace deployer::model
