#include "client/status_document.hpp"

#include <nlohmann/json.hpp>

#include "client/document.hpp"

namespace supervise::client {
namespace {

/// Members stay in the order in which they were written.
using Json = nlohmann::ordered_json;

constexpr std::string_view document_path = "/api/status";
constexpr int indentation = 2;
constexpr int not_found = 404;

tl::unexpected<Error> not_a_document(Place where = Place::here()) {
    return failure(Error::Kind::unintelligible, 0, "the answer of /api/status is not a status document",
                   where);
}

Answer<Json> told_document(Remote& remote, std::optional<sys::MonoTime> deadline) {
    const auto text = read_document(remote, std::string(document_path), deadline);
    if (!text) {
        return tl::unexpected(text.error());
    }
    Json document = Json::parse(*text, nullptr, false);
    const bool fits =
        document.is_object() && document.contains("processes") && document.at("processes").is_array();
    return fits ? Answer<Json>(std::move(document)) : not_a_document();
}

// --- From what XML-RPC tells
// --------------------------------------------------------------------------------------

/// A member of a struct, or null.
Json from(const rpc::Value& object, std::string_view name) {
    const rpc::Value* member = object.member(name);
    if (member == nullptr) {
        return nullptr;
    }
    if (const auto* text = member->get_if<std::string>()) {
        return *text;
    }
    const auto* number = member->get_if<std::int64_t>();
    return number != nullptr ? Json(*number) : Json();
}

/// 0 and "" are how XML-RPC says that there is none.
Json or_null(Json value) {
    const bool is_none = value.is_string() ? value.get_ref<const std::string&>().empty() : value == 0;
    if (is_none) {
        value = nullptr;
    }
    return value;
}

Json uptime_of(const Json& process) {
    return process.at("pid").is_null() || !process.at("now").is_number() || !process.at("start").is_number()
               ? Json()
               : Json(std::max<std::int64_t>(
                     process.at("now").get<std::int64_t>() - process.at("start").get<std::int64_t>(), 0));
}

Json process_from(const rpc::Value& info) {
    Json process;
    for (const char* name : {"group", "name"}) {
        process[name] = from(info, name);
    }
    const bool alone = process["group"] == process["name"];
    process["namespec"] =
        alone || !process["group"].is_string() || !process["name"].is_string()
            ? process["name"]
            : Json(process["group"].get<std::string>() + ":" + process["name"].get<std::string>());
    for (const char* name : {"state", "statename", "description"}) {
        process[name] = from(info, name);
    }
    for (const char* name : {"pid", "start", "stop"}) {
        process[name] = or_null(from(info, name));
    }
    process["now"] = from(info, "now");
    process["uptime"] = uptime_of(process);
    process["spawnerr"] = or_null(from(info, "spawnerr"));
    process["exitstatus"] = from(info, "exitstatus");
    for (const char* name :
         {"last_exit", "restarts", "memory", "cpu_percent", "cpu_seconds", "process_count"}) {
        process[name] = nullptr;
    }
    for (const char* name : {"stdout_logfile", "stderr_logfile"}) {
        process[name] = or_null(from(info, name));
    }
    return process;
}

/// A method's answer, or null when it fails: nothing of what these tell is worth failing for.
Json answer_of(Remote& remote, std::string_view method) {
    const auto answer = remote.call(method, {});
    if (!answer) {
        return nullptr;
    }
    return from(rpc::Struct{{"answer", *answer}}, "answer");
}

Json daemon_from(Remote& remote) {
    Json daemon;
    daemon["identifier"] = answer_of(remote, "supervisor.getIdentification");
    daemon["version"] = nullptr;
    daemon["supervisor_version"] = answer_of(remote, "supervisor.getSupervisorVersion");
    const auto state = remote.call("supervisor.getState", {});
    daemon["state"] = state ? from(*state, "statecode") : Json();
    daemon["statename"] = state ? from(*state, "statename") : Json();
    daemon["pid"] = answer_of(remote, "supervisor.getPID");
    for (const char* name : {"now", "uptime", "memory", "cpu_percent", "cpu_seconds"}) {
        daemon[name] = nullptr;
    }
    return daemon;
}

Answer<Json> made_document(Remote& remote) {
    const auto answer = remote.call("supervisor.getAllProcessInfo", {});
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    const auto* infos = answer->get_if<rpc::Array>();
    if (infos == nullptr) {
        return failure(Error::Kind::unintelligible, 0, "the answer has no array where one belongs");
    }
    Json document;
    document["schema"] = 1;
    document["daemon"] = daemon_from(remote);
    document["processes"] = Json::array();
    for (const rpc::Value& info : *infos) {
        document["processes"].push_back(process_from(info));
    }
    document["listeners"] = nullptr;
    return document;
}

std::string text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Answer<StatusDocument>
status_document(Remote& remote,
                const std::function<bool(std::string_view group, std::string_view name)>& is_wanted,
                std::optional<sys::MonoTime> deadline) {
    auto document = told_document(remote, deadline);
    if (!document && document.error().is_status(not_found)) {
        document = made_document(remote);
    }
    if (!document) {
        return tl::unexpected(document.error());
    }
    StatusDocument result;
    Json wanted = Json::array();
    for (Json& process : document->at("processes")) {
        if (!process.is_object()) {
            return not_a_document();
        }
        if (!is_wanted(text_of(process, "group"), text_of(process, "name"))) {
            continue;
        }
        if (const auto state = process.find("state"); state != process.end() && state->is_number_integer()) {
            result.states.push_back(state->get<std::int64_t>());
        }
        wanted.push_back(std::move(process));
    }
    document->at("processes") = std::move(wanted);
    result.json = document->dump(indentation, ' ', false, Json::error_handler_t::replace);
    return result;
}

}  // namespace supervise::client
