#include "source/scalar.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include <fmt/core.h>

#include "source/limits.hpp"
#include "sys/number.hpp"

namespace deployer::source {
namespace {

constexpr std::array<std::string_view, 11> true_words = {"y",    "Y",    "yes", "Yes", "YES", "true",
                                                         "True", "TRUE", "on",  "On",  "ON"};
constexpr std::array<std::string_view, 11> false_words = {"n",     "N",     "no",  "No",  "NO", "false",
                                                          "False", "FALSE", "off", "Off", "OFF"};

std::string_view stripped(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Without a sign; whether it was a minus.
std::pair<std::string_view, bool> unsigned_part(std::string_view word) {
    const bool has_sign = !word.empty() && (word[0] == '-' || word[0] == '+');
    return {word.substr(has_sign ? 1 : 0), has_sign && word[0] == '-'};
}

std::optional<std::int64_t> integer(std::string_view word) {
    const auto [digits, is_negative] = unsigned_part(word);
    if (!is_digits(digits))
        return std::nullopt;
    return supervise::whole_number<std::int64_t>(is_negative ? word : digits);
}

std::optional<double> named_number(std::string_view word) {
    std::string lower(word);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    if (lower == "inf" || lower == "infinity")
        return std::numeric_limits<double>::infinity();
    return lower == "nan" ? std::optional(std::numeric_limits<double>::quiet_NaN()) : std::nullopt;
}

std::optional<double> floating(std::string_view word) {
    const auto [bare, is_negative] = unsigned_part(word);
    const double sign = is_negative ? -1 : 1;
    if (const auto named = named_number(bare))
        return sign * *named;
    // An integer beyond 64 bits is none either: it stays a text, exact.
    if (bare.empty() || bare[0] == '-' || bare.find_first_of(".eE") == std::string_view::npos ||
        bare.find_first_not_of("0123456789.eE+-") != std::string_view::npos)
        return std::nullopt;
    const auto number = supervise::whole_number<double>(bare);
    return number ? std::optional(sign * *number) : std::nullopt;
}

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Makes nodes of values, as many as a document may have: a value can hold another many times over.
class Maker {
public:
    explicit Maker(const Place& place) : place_(place) {}

    /// Throws Failure.
    Node make(const jinja::Value& value, std::size_t depth) {
        if (depth > limits::max_depth || ++nodes_ > limits::max_nodes)
            jinja::fail(fmt::format("this has more than {} values, or is nested deeper than {}",
                                    limits::max_nodes, limits::max_depth));
        Node node;
        node.place = place_;
        if (value.is_sequence()) {
            node.kind = Node::Kind::list;
            for (const jinja::Value& item : value.list())
                node.items.push_back(make(item, depth + 1));
        } else if (value.kind() == jinja::Value::Kind::dict) {
            node.kind = Node::Kind::map;
            for (const jinja::Dict::Entry& entry : value.dict().entries())
                node.entries.push_back({entry.first.text(), place_, make(entry.second, depth + 1)});
        } else {
            node.text = value.text();
            node.style = value.is_number() ? Node::Style::plain : Node::Style::quoted;
            node.value = value.is_number() ? value : jinja::Value(node.text);
        }
        return node;
    }

private:
    const Place& place_;
    std::size_t nodes_ = 0;
};

}  // namespace

jinja::Value typed(const std::string& text) {
    const std::string_view word = stripped(text);
    if (const auto number = integer(word))
        return jinja::Value::written(jinja::Value(*number), text);
    if (const auto number = floating(word))
        return jinja::Value::written(jinja::Value(*number), text);
    if (is_one_of(word, true_words))
        return true;
    if (is_one_of(word, false_words))
        return false;
    return text;
}

Node scalar(std::string text, Node::Style style, Place place) {
    Node node;
    node.style = style;
    node.place = std::move(place);
    node.value = style == Node::Style::quoted ? jinja::Value(text) : typed(text);
    node.text = std::move(text);
    return node;
}

jinja::Result<Node> to_node(const jinja::Value& value, const Place& place) {
    try {
        return Maker(place).make(value, 0);
    } catch (const jinja::Failure& failure) {
        return tl::unexpected(failure.error);
    }
}

}  // namespace deployer::source
