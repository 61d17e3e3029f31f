#include "web/form.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "http/status.hpp"
#include "sys/number.hpp"
#include "web/limits.hpp"

namespace supervise::web {
namespace {

std::string decode_field(std::string_view text) {
    std::string spaced(text);
    std::replace(spaced.begin(), spaced.end(), '+', ' ');
    return http::decode_percent(spaced);
}

}  // namespace

Form Form::parse(std::string_view text) {
    Form form;
    while (!text.empty() && form.fields_.size() < limits::max_fields) {
        const std::string_view one = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(one.size() + 1, text.size()));
        const std::size_t equals = one.find('=');
        if (!one.empty())
            form.fields_.emplace_back(
                decode_field(one.substr(0, equals)),
                equals == std::string_view::npos ? std::string() : decode_field(one.substr(equals + 1)));
    }
    return form;
}

const std::string* Form::field(std::string_view name) const {
    const auto found =
        std::find_if(fields_.begin(), fields_.end(), [&](const auto& field) { return field.first == name; });
    return found == fields_.end() ? nullptr : &found->second;
}

std::string Form::text(std::string_view name) const {
    const std::string* found = field(name);
    return found != nullptr ? *found : std::string();
}

std::optional<std::int64_t> Form::number(std::string_view name) const {
    const std::string* found = field(name);
    const auto number = found != nullptr ? whole_number<std::uint64_t>(*found) : std::nullopt;
    return number && *number <= INT64_MAX ? std::optional(static_cast<std::int64_t>(*number)) : std::nullopt;
}

std::string encode_percent(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~:").find(c) != std::string_view::npos;
        encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

}  // namespace supervise::web
