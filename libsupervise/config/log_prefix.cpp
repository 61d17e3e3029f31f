#include "config/log_prefix.hpp"

#include <array>

#include <fmt/format.h>

#include "config/suggest.hpp"
#include "config/text.hpp"

namespace supervise::config {
namespace {

using Field = PrefixPart::Field;

struct KnownField {
    std::string_view name;
    Field field;
    TimeFormat time;
};

constexpr std::array<KnownField, 9> known_fields{{
    {"time", Field::time, TimeFormat::log},
    {"time:iso", Field::time, TimeFormat::iso},
    {"time:utc", Field::time, TimeFormat::utc},
    {"time:epoch", Field::time, TimeFormat::epoch},
    {"name", Field::name, {}},
    {"program", Field::program, {}},
    {"group", Field::group, {}},
    {"channel", Field::channel, {}},
    {"pid", Field::pid, {}},
}};

tl::unexpected<Fault> unknown_field(std::string_view name) {
    std::vector<std::string_view> names;
    for (const KnownField& known : known_fields)
        names.push_back(known.name);
    const auto meant = closest(name, names);
    return fault(
        fmt::format("there is no field {{{}}}", name),
        meant ? fmt::format("did you mean {{{}}}?", *meant)
              : fmt::format("known are {{{}}}; a brace itself is {{{{ or }}}}", fmt::join(names, "}, {")));
}

void add_text(std::vector<PrefixPart>& parts, std::string_view text) {
    if (text.empty())
        return;
    if (parts.empty() || parts.back().field != Field::text)
        parts.push_back({});
    parts.back().text += text;
}

/// Takes what a brace begins off `text`.
Parsed<void> take_brace(std::vector<PrefixPart>& parts, std::string_view& text) {
    if (text.starts_with("{{") || text.starts_with("}}")) {
        add_text(parts, text.substr(0, 1));
        text.remove_prefix(2);
        return {};
    }
    const std::size_t end = text.find('}');
    if (text[0] == '}' || end == std::string_view::npos)
        return fault(fmt::format("'{}' without '{}'", text[0] == '}' ? '}' : '{', text[0] == '}' ? '{' : '}'),
                     "a field is written {name}, a brace itself {{ or }}");
    const std::string_view name = text.substr(1, end - 1);
    for (const KnownField& known : known_fields)
        if (known.name == name) {
            parts.push_back({known.field, {}, known.time});
            text.remove_prefix(end + 1);
            return {};
        }
    return unknown_field(name);
}

}  // namespace

Parsed<std::vector<PrefixPart>> log_prefix(std::string_view text) {
    std::vector<PrefixPart> parts;
    if (text.find('\n') != std::string_view::npos)
        return fault("it has more than one line", "write it on one line");
    const bool quoted = text.size() >= 2 && text.starts_with('"') && text.ends_with('"');
    const std::string_view blank = quoted || text.empty() ? "" : " ";
    if (quoted)
        text = text.substr(1, text.size() - 2);
    while (!text.empty()) {
        const std::size_t brace = text.find_first_of("{}");
        add_text(parts, text.substr(0, brace));
        text.remove_prefix(std::min(brace, text.size()));
        if (text.empty())
            break;
        if (auto taken = take_brace(parts, text); !taken)
            return tl::unexpected<Fault>(std::move(taken.error()));
    }
    add_text(parts, blank);
    return parts;
}

}  // namespace supervise::config
