#include "control/comparison.hpp"

#include <nlohmann/json.hpp>

namespace deployer::control {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Difference& difference) {
    Json json = {{"what", difference.what},
                 {"name", difference.name},
                 {"supervisor", difference.supervisor.empty() ? Json() : Json(difference.supervisor)},
                 {"how", difference.how}};
    if (!difference.diff.empty()) {
        json["diff"] = difference.diff;
    }
    return json;
}

Difference difference_of(const Json& json) {
    const Json& supervisor = json.at("supervisor");
    return {json.at("what").get<std::string>(), json.at("name").get<std::string>(),
            supervisor.is_null() ? std::string() : supervisor.get<std::string>(),
            json.at("how").get<std::string>(), json.value("diff", std::string())};
}

}  // namespace

std::string differences_to_json(const Differences& differences) {
    Json list = Json::array();
    for (const Difference& difference : differences) {
        list.push_back(json_of(difference));
    }
    Json json;
    json["comparison"] = std::move(list);
    // What stands in files may be any bytes.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

supervise::Result<Differences> differences_from_json(std::string_view text) {
    try {
        const Json json = Json::parse(text);
        Differences differences;
        for (const Json& one : json.at("comparison")) {
            differences.push_back(difference_of(one));
        }
        return differences;
    } catch (const Json::exception&) {
        return supervise::fail("not a comparison");
    }
}

}  // namespace deployer::control
