// Types on demand: what a scalar is, is decided by the key that holds it (HD-VAR-10 to -13, -20).
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "config/text.hpp"
#include "config/values.hpp"
#include "model/mode.hpp"
#include "model/schema.hpp"
#include "sys/number.hpp"

namespace deployer::model {

using source::Node;

namespace {

std::optional<bool> boolean(std::string_view word) {
    constexpr std::array<std::string_view, 11> yes{"y",    "Y",    "yes", "Yes", "YES", "true",
                                                   "True", "TRUE", "on",  "On",  "ON"};
    constexpr std::array<std::string_view, 11> no{"n",     "N",     "no",  "No",  "NO", "false",
                                                  "False", "FALSE", "off", "Off", "OFF"};
    if (std::find(yes.begin(), yes.end(), word) != yes.end())
        return true;
    if (std::find(no.begin(), no.end(), word) != no.end())
        return false;
    return std::nullopt;
}

std::optional<std::int64_t> integer(std::string_view word) {
    if (word.starts_with('+'))
        word.remove_prefix(1);
    return supervise::whole_number<std::int64_t>(word);
}

/// What supervisord takes for one name.
bool is_variable_name(const std::string& name) {
    const auto read = supervise::config::environment(name + "=\"\"");
    return read && read->size() == 1 && read->front().first == name;
}

std::string shown(const Node& value) {
    switch (value.kind) {
    case Node::Kind::scalar:
        return quoted(value.text);
    case Node::Kind::list:
        return "[...]";
    case Node::Kind::map:
        return "{...}";
    }
    return {};
}

/// One value on its way to its type.
class Typing {
public:
    Typing(Reading& reading, const Key& key) : reading_(reading), key_(key) {}

    std::optional<Typed> read(const Node& value, const std::string& path) {
        switch (key_.type) {
        case Type::text:
            return text(value, path);
        case Type::path:
            return local_path(value, path);
        case Type::mode:
            return mode(value, path);
        case Type::boolean:
            return plain(value, path, "bool", "write yes or no", boolean(word(value)));
        case Type::integer:
            return plain(value, path, "int", "write a whole number", integer(word(value)));
        case Type::texts:
        case Type::paths:
            return list(value, path);
        case Type::text_or_texts:
            return value.is_scalar() ? one(value, path) : list(value, path);
        case Type::numbers:
            return numbers(value, path);
        case Type::environment:
            return environment(value, path);
        case Type::map:
            return structure(value, path, Node::Kind::map, "a dict", "write { key: value, ... }");
        case Type::list:
            return structure(value, path, Node::Kind::list, "a list", "write [ ... ], or one - per item");
        }
        return std::nullopt;
    }

private:
    std::nullopt_t fault(const Node& value, const std::string& path, std::string message,
                         std::string remedy = {}) {
        reading_.error(value.place, path, std::move(message), std::move(remedy));
        return std::nullopt;
    }

    static std::string_view word(const Node& value) { return supervise::config::strip(value.text); }

    std::optional<std::string> text(const Node& value, const std::string& path) {
        if (!value.is_scalar())
            return fault(value, path, fmt::format("Value '{}' is not of type 'str'", shown(value)),
                         "write a text, in quotes if it has braces or brackets");
        if (key_.required && word(value).empty())
            return fault(value, path, fmt::format("Required key '{}' is empty", key_.name));
        return value.style == Node::Style::plain ? std::string(word(value)) : value.text;
    }

    std::optional<std::string> local_path(const Node& value, const std::string& path) {
        auto written = text(value, path);
        return written ? std::optional(reading_.resolve(*written, value.place)) : std::nullopt;
    }

    std::optional<std::string> mode(const Node& value, const std::string& path) {
        auto written = text(value, path);
        if (!written || has_expression(*written))
            return written;
        written = word(value);
        if (value.style == Node::Style::plain && integer(*written))
            return fault(value, path, fmt::format("Value '{}' is not of type 'str'", *written),
                         fmt::format("a mode is octal: write it in quotes, \"{}{}\"",
                                     written->starts_with('0') ? "" : "0", *written));
        if (!mode_bits(*written))
            return fault(value, path, fmt::format("Value '{}' is not a mode", quoted(*written)),
                         "write three or four octal digits in quotes, such as \"0755\"");
        return written;
    }

    /// A boolean or a number: only where there are no quotes (HD-VAR-09).
    template <typename Value>
    std::optional<Typed> plain(const Node& value, const std::string& path, std::string_view type,
                               std::string_view remedy, std::optional<Value> meaning) {
        if (value.is_scalar() && value.style != Node::Style::quoted && meaning)
            return *meaning;
        return fault(value, path, fmt::format("Value '{}' is not of type '{}'", shown(value), type),
                     value.is_scalar() && meaning ? "remove the quotes" : std::string(remedy));
    }

    std::optional<Typed> one(const Node& value, const std::string& path) {
        auto only = text(value, path);
        if (!only)
            return std::nullopt;
        return std::vector<std::string>{std::move(*only)};
    }

    std::optional<Typed> list(const Node& value, const std::string& path) {
        if (!value.is_list())
            return fault(value, path, fmt::format("Value '{}' is not a list", shown(value)),
                         value.is_scalar() ? "write [ ... ], or one - per item" : "");
        std::vector<std::string> texts;
        bool good = true;
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            const std::string place = fmt::format("{}[{}]", path, i);
            auto item =
                key_.type == Type::paths ? local_path(value.items[i], place) : text(value.items[i], place);
            good = good && item;
            texts.push_back(item ? std::move(*item) : std::string());
        }
        return good ? std::optional<Typed>(std::move(texts)) : std::nullopt;
    }

    std::optional<Typed> numbers(const Node& value, const std::string& path) {
        auto texts = value.is_scalar() ? one(value, path) : list(value, path);
        if (!texts)
            return std::nullopt;
        std::vector<std::string> all;
        for (const std::string& written : std::get<std::vector<std::string>>(*texts))
            for (const std::string_view part : supervise::config::split_at(written, ','))
                all.emplace_back(supervise::config::strip(part));
        for (const std::string& part : all)
            if (!integer(part) && !has_expression(part))
                return fault(value, path, fmt::format("Value '{}' is not of type 'int'", quoted(part)),
                             "write whole numbers");
        return all;
    }

    std::optional<Typed> environment(const Node& value, const std::string& path) {
        if (!value.is_map())
            return value.is_scalar() ? one(value, path) : list(value, path);
        Variables variables;
        bool good = true;
        for (const source::Entry& entry : value.entries) {
            const std::string place = path + "." + entry.key;
            if (!is_variable_name(entry.key)) {
                reading_.error(entry.place, place,
                               fmt::format("'{}' is no name of a variable", quoted(entry.key)),
                               "write letters, digits and _ only");
                good = false;
            }
            auto own = text(entry.value, place);
            good = good && own;
            if (own)
                variables.emplace_back(entry.key, std::move(*own));
        }
        return good ? std::optional<Typed>(std::move(variables)) : std::nullopt;
    }

    std::optional<Typed> structure(const Node& value, const std::string& path, Node::Kind kind,
                                   std::string_view what, std::string_view remedy) {
        if (value.kind != kind)
            return fault(value, path, fmt::format("Value '{}' is not {}", shown(value), what),
                         std::string(remedy));
        return &value;
    }

    Reading& reading_;
    const Key& key_;
};

struct ToValue {
    jinja::Value operator()(const std::string& text) const { return text; }
    jinja::Value operator()(bool truth) const { return truth; }
    jinja::Value operator()(std::int64_t number) const { return number; }
    jinja::Value operator()(const std::vector<std::string>& texts) const {
        return jinja::List(texts.begin(), texts.end());
    }
    jinja::Value operator()(const Node* node) const { return node->to_value(); }
    jinja::Value operator()(const Variables& variables) const { return (*this)(written(variables)); }
};

}  // namespace

std::optional<Typed> typed(Reading& reading, const Node& value, const std::string& path, const Key& key) {
    return Typing(reading, key).read(value, path);
}

std::optional<Typed> fallback(const Key& key, const std::string& name) {
    if (key.fallback.empty())
        return std::nullopt;
    switch (key.type) {
    case Type::boolean:
        return boolean(key.fallback).value_or(false);
    case Type::integer:
        return integer(key.fallback).value_or(0);
    case Type::text:
    case Type::mode:
    case Type::path:
        return supervise::config::replace_all(key.fallback, "<name>", name);
    case Type::texts:
    case Type::text_or_texts:
    case Type::paths:
    case Type::numbers:
    case Type::environment:
    case Type::map:
    case Type::list:
        break;
    }
    return std::nullopt;
}

std::vector<std::string> written(const Variables& variables) {
    namespace config = supervise::config;
    std::vector<std::string> texts;
    for (const auto& [name, value] : variables)
        texts.push_back(fmt::format(
            "{}=\"{}\"", name, config::replace_all(config::replace_all(value, "\\", "\\\\"), "\"", "\\\"")));
    return texts;
}

jinja::Value value_of(const Typed& typed) {
    return std::visit(ToValue{}, typed);
}

}  // namespace deployer::model
