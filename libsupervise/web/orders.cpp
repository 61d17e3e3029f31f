#include "web/orders.hpp"

#include <array>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "web/limits.hpp"

namespace supervise::web {
namespace {

using nlohmann::json;

constexpr std::array<std::pair<std::string_view, Deed>, 5> deeds{{{"start", Deed::start},
                                                                  {"stop", Deed::stop},
                                                                  {"restart", Deed::restart},
                                                                  {"clear", Deed::clear},
                                                                  {"signal", Deed::signal}}};

/// An order is flat: who nests deeper means something else.
constexpr int max_depth = 3;

/// An object, or why there is none.
Result<json> read_object(std::string_view text) {
    if (text.size() > limits::max_order_bytes)
        return fail(fmt::format("an order has at most {} bytes", limits::max_order_bytes));
    bool deep = false;
    const json document = json::parse(
        text,
        [&](int depth, json::parse_event_t, json&) {
            deep = deep || depth > max_depth;
            return !deep;
        },
        false);
    if (deep || !document.is_object())
        return fail("the body is not a JSON object");
    return document;
}

/// Empty when the member is missing or no text.
std::string text_of(const json& document, const char* name) {
    const auto found = document.find(name);
    return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Each text once.
Result<std::vector<std::string>> texts_of(const json& array, const char* name) {
    if (!array.is_array() || array.size() > limits::max_order_names)
        return fail(fmt::format("\"{}\" is not an array of at most {} texts", name, limits::max_order_names));
    std::vector<std::string> texts;
    std::unordered_set<std::string> seen;
    for (const json& element : array) {
        if (!element.is_string())
            return fail(fmt::format("\"{}\" has something in it that is no text", name));
        if (seen.insert(element.get<std::string>()).second)
            texts.push_back(element.get<std::string>());
    }
    return texts;
}

}  // namespace

std::optional<Deed> deed_of(std::string_view word) {
    for (const auto& [known, deed] : deeds)
        if (known == word)
            return deed;
    return std::nullopt;
}

std::string order_name(const std::string& namespec) {
    return namespec == "all" ? "all:all" : namespec;
}

Result<Order> parse_order(std::string_view text) {
    const auto document = read_object(text);
    if (!document)
        return tl::unexpected(document.error());
    const auto deed = deed_of(text_of(*document, "action"));
    if (!deed)
        return fail("\"action\" is none of start, stop, restart, clear, signal");
    auto names = texts_of(document->value("names", json()), "names");
    if (!names)
        return tl::unexpected(names.error());
    if (names->empty())
        return fail("\"names\" is empty");
    std::string signal = text_of(*document, "signal");
    if (*deed == Deed::signal && signal.empty())
        return fail("\"signal\" is missing");
    return Order{*deed, std::move(*names), std::move(signal)};
}

Result<DaemonOrder> parse_daemon_order(std::string_view text) {
    const auto document = read_object(text);
    if (!document)
        return tl::unexpected(document.error());
    const std::string action = text_of(*document, "action");
    if (action != "restart" && action != "shutdown")
        return fail("\"action\" is neither restart nor shutdown");
    return action == "restart" ? DaemonOrder::restart : DaemonOrder::shutdown;
}

Result<UpdateOrder> parse_update_order(std::string_view text) {
    const auto document = read_object(text);
    if (!document)
        return tl::unexpected(document.error());
    const json groups = document->value("groups", json());
    if (groups.is_null())
        return UpdateOrder{};
    auto names = texts_of(groups, "groups");
    if (!names)
        return tl::unexpected(names.error());
    return UpdateOrder{std::move(*names)};
}

}  // namespace supervise::web
