#include "report/result_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace deployer::report {
namespace {

std::string json_string(std::string_view text) {
    // Bytes of a host may be anything; what is not UTF-8 becomes U+FFFD.
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::string result_json(const ItemResult& result) {
    std::string out = fmt::format("{{\"changed\": {}", result.outcome == Outcome::changed);
    if (result.item)
        out += fmt::format(", \"item\": {}", json_string(*result.item));
    out += fmt::format(", \"msg\": {}", json_string(result.message));
    if (result.outcome == Outcome::unreachable)
        out += ", \"unreachable\": true";
    return out + "}";
}

std::string_view outcome_name(Outcome outcome) {
    switch (outcome) {
    case Outcome::ok:
        return "ok";
    case Outcome::changed:
        return "changed";
    case Outcome::skipped:
        return "skipped";
    case Outcome::failed:
        return "failed";
    case Outcome::unreachable:
        return "unreachable";
    }
    return "failed";
}

}  // namespace deployer::report
