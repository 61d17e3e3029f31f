#include "control/status.hpp"

#include <nlohmann/json.hpp>

namespace deployer::control {
namespace {

using Json = nlohmann::ordered_json;
using supervise::fail;
using supervise::Result;

template <typename T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

Json process_json(const ProcessStatus& process) {
    const bool runs = process.pid != 0;
    return {{"group", process.group},
            {"name", process.name},
            {"state", process.state},
            {"pid", runs ? Json(process.pid) : Json()},
            {"uptime", runs ? Json(process.uptime) : Json()},
            {"restarts", or_null(process.restarts)},
            {"memory", or_null(process.memory)},
            {"reason", process.reason},
            {"described", process.described},
            {"outdated", process.outdated}};
}

template <typename T>
std::optional<T> optional_member(const Json& object, const char* name) {
    const Json& member = object.at(name);
    return member.is_null() ? std::nullopt : std::optional<T>(member.get<T>());
}

ProcessStatus process_of(const Json& json) {
    ProcessStatus process;
    json.at("group").get_to(process.group);
    json.at("name").get_to(process.name);
    json.at("state").get_to(process.state);
    process.pid = optional_member<std::int64_t>(json, "pid").value_or(0);
    process.uptime = optional_member<std::int64_t>(json, "uptime").value_or(0);
    process.restarts = optional_member<std::int64_t>(json, "restarts");
    process.memory = optional_member<std::int64_t>(json, "memory");
    json.at("reason").get_to(process.reason);
    json.at("described").get_to(process.described);
    json.at("outdated").get_to(process.outdated);
    return process;
}

DaemonStatus status_of(const Json& json) {
    DaemonStatus status;
    json.at("supervisor").get_to(status.name);
    json.at("socket").get_to(status.socket);
    json.at("managed").get_to(status.managed);
    json.at("running").get_to(status.running);
    json.at("version").get_to(status.version);
    json.at("state").get_to(status.state);
    json.at("web").get_to(status.web);
    for (const Json& process : json.at("processes")) {
        status.processes.push_back(process_of(process));
    }
    json.at("added").get_to(status.added);
    json.at("changed").get_to(status.changed);
    json.at("removed").get_to(status.removed);
    json.at("missing").get_to(status.missing);
    json.at("leftovers").get_to(status.leftovers);
    json.at("leftover_files").get_to(status.leftover_files);
    json.at("differences").get_to(status.differences);
    json.at("notes").get_to(status.notes);
    return status;
}

}  // namespace

std::string status_to_json(const DaemonStatus& status) {
    Json processes = Json::array();
    for (const ProcessStatus& process : status.processes) {
        processes.push_back(process_json(process));
    }
    const Json json = {{"supervisor", status.name},
                       {"socket", status.socket},
                       {"managed", status.managed},
                       {"running", status.running},
                       {"version", status.version},
                       {"state", status.state},
                       {"web", status.web},
                       {"processes", processes},
                       {"added", status.added},
                       {"changed", status.changed},
                       {"removed", status.removed},
                       {"missing", status.missing},
                       {"leftovers", status.leftovers},
                       {"leftover_files", status.leftover_files},
                       {"differences", status.differences},
                       {"notes", status.notes}};
    // What a program calls itself may be any bytes.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string unit_to_json(const UnitStatus& unit) {
    const Json json = {{"unit", unit.name},
                       {"state", unit.state},
                       {"wanted", unit.wanted},
                       {"as_described", !unit.differs()}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<UnitStatus> unit_from_json(std::string_view text) {
    try {
        const Json json = Json::parse(text);
        return UnitStatus{json.at("unit").get<std::string>(), json.at("state").get<std::string>(),
                          json.at("wanted").get<std::string>()};
    } catch (const Json::exception&) {
        return fail("not the status of a service");
    }
}

Result<DaemonStatus> status_from_json(std::string_view text) {
    try {
        return status_of(Json::parse(text));
    } catch (const Json::exception&) {
        return fail("not the status of a supervisor");
    }
}

}  // namespace deployer::control
