#include "log/line_head.hpp"

#include "config/json_string.hpp"

namespace supervise::log {
namespace {

using config::PrefixPart;
using config::TimeFormat;

using Parts = std::vector<HeadPart>;

void add_text(Parts& parts, std::string_view text) {
    if (parts.empty() || parts.back().kind != HeadPart::Kind::text)
        parts.push_back({});
    parts.back().text += text;
}

void add_time(Parts& parts, TimeFormat format) {
    parts.push_back({HeadPart::Kind::time, {}, format});
}

void add_pid(Parts& parts) {
    parts.push_back({HeadPart::Kind::pid, {}, {}});
}

void add_string_member(Parts& parts, std::string_view key, std::string_view value) {
    std::string member = ",\"" + std::string(key) + "\":";
    config::append_json_string(member, value);
    add_text(parts, member);
}

Parts json_head(const LineSource& source) {
    Parts parts;
    add_text(parts, R"({"time":")");
    add_time(parts, TimeFormat::utc);
    add_text(parts, "\"");
    add_string_member(parts, "name", source.name);
    add_string_member(parts, "program", source.program);
    add_string_member(parts, "group", source.group);
    add_string_member(parts, "channel", source.channel);
    add_text(parts, ",\"pid\":");
    add_pid(parts);
    add_text(parts, ",\"message\":");
    return parts;
}

void add(Parts& parts, const PrefixPart& part, const LineSource& source) {
    switch (part.field) {
    case PrefixPart::Field::text:
        return add_text(parts, part.text);
    case PrefixPart::Field::time:
        return add_time(parts, part.time);
    case PrefixPart::Field::name:
        return add_text(parts, source.name);
    case PrefixPart::Field::program:
        return add_text(parts, source.program);
    case PrefixPart::Field::group:
        return add_text(parts, source.group);
    case PrefixPart::Field::channel:
        return add_text(parts, source.channel);
    case PrefixPart::Field::pid:
        return add_pid(parts);
    }
}

}  // namespace

std::vector<HeadPart> line_head(config::LogFormat format, std::string_view prefix, const LineSource& source) {
    if (format == config::LogFormat::json)
        return json_head(source);
    Parts parts;
    // The configuration has been read with the same function; what it refuses has not come here.
    for (const PrefixPart& part : config::log_prefix(prefix).value_or(std::vector<PrefixPart>()))
        add(parts, part, source);
    return parts;
}

}  // namespace supervise::log
