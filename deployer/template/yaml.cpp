#include "template/yaml.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/core.h>
#include <yaml-cpp/yaml.h>

#include "template/characters.hpp"
#include "template/operations.hpp"
#include "template/text_tools.hpp"
#include "template/value_text.hpp"
#include "template/written_size.hpp"
#include "template/yaml_scalar.hpp"

namespace deployer::jinja {
namespace {

constexpr int max_depth = 100;
/// Aliases count each time they are used: a few lines can stand for billions of values.
constexpr std::size_t max_values = 1'000'000;

bool is_leaf(const Value& value) {
    return !value.is_sequence() && value.kind() != Value::Kind::dict;
}

class Writer {
public:
    explicit Writer(const YamlStyle& style) : style_(style) {}

    std::string document(const Value& value) {
        if (is_leaf(value.defined()))
            return scalar(value, false) + "\n" + (is_plain(value) ? "...\n" : "");
        std::string result;
        node(result, value, 0, 0);
        return result.starts_with('\n') ? result.substr(1) + "\n" : result + "\n";
    }

private:
    static bool is_plain(const Value& value) {
        return !value.is_text() || (needs_no_quotes(value.str(), false) && !value.str().empty());
    }

    static std::string scalar(const Value& value, bool in_flow) {
        switch (value.defined().kind()) {
        case Value::Kind::none:
            return "null";
        case Value::Kind::boolean:
            return value.boolean() ? "true" : "false";
        case Value::Kind::integer:
            return std::to_string(value.integer());
        case Value::Kind::floating:
            return float_scalar(value.number());
        case Value::Kind::text:
            return text_scalar(value.str(), in_flow);
        case Value::Kind::undefined:
        case Value::Kind::list:
        case Value::Kind::tuple:
        case Value::Kind::dict:
        case Value::Kind::object:
            break;
        }
        fail(fmt::format("cannot represent an object of type {}", value.type_name()));
    }

    bool in_flow(const Value& value) const {
        if (value.is_sequence())
            return value.list().empty() ||
                   (style_.flow_leaves && std::all_of(value.list().begin(), value.list().end(), is_leaf));
        const auto& entries = value.dict().entries();
        return entries.empty() ||
               (style_.flow_leaves && std::all_of(entries.begin(), entries.end(),
                                                  [](const Dict::Entry& e) { return is_leaf(e.second); }));
    }

    static std::vector<Dict::Entry> sorted(const Value& value) {
        std::vector<Dict::Entry> entries = value.dict().entries();
        std::stable_sort(entries.begin(), entries.end(),
                         [](const Dict::Entry& a, const Dict::Entry& b) { return less(a.first, b.first); });
        return entries;
    }

    std::string flow(const Value& value) {
        if (is_leaf(value))
            return size_.add_value(scalar(value, true));
        size_.add(2);
        std::string inside;
        if (value.is_sequence())
            for (const Value& item : value.list())
                inside += (inside.empty() ? "" : ", ") + flow(item);
        else
            for (const Dict::Entry& entry : sorted(value))
                inside += (inside.empty() ? "" : ", ") + flow(entry.first) + ": " + flow(entry.second);
        return value.is_sequence() ? "[" + inside + "]" : "{" + inside + "}";
    }

    /// Appends the node; a block begins with a line end.
    void node(std::string& out, const Value& value, std::size_t column, int depth) {
        if (depth > max_depth)
            fail("the structure is nested too deeply for YAML");
        if (is_leaf(value.defined())) {
            out += size_.add_value(scalar(value, false));
        } else if (in_flow(value)) {
            out += flow(value);
        } else if (value.is_sequence()) {
            for (const Value& item : value.list()) {
                out.append("\n").append(column, ' ').append("-");
                size_.add(column + 2);
                child_of_item(out, item, column, depth);
            }
        } else {
            for (const Dict::Entry& entry : sorted(value))
                pair(out.append("\n").append(column, ' '), entry, column, depth);
        }
    }

    void pair(std::string& out, const Dict::Entry& entry, std::size_t column, int depth) {
        out.append(size_.add_value(scalar(entry.first, false))).append(":");
        size_.add(column + 1);
        const bool is_block = !is_leaf(entry.second.defined()) && !in_flow(entry.second);
        if (!is_block)
            out += " ";
        // A list stands as far in as the key that has it.
        node(out, entry.second, entry.second.is_sequence() ? column : column + style_.indent, depth + 1);
    }

    /// What stands behind a dash begins on the same line.
    void child_of_item(std::string& out, const Value& item, std::size_t column, int depth) {
        const std::size_t inner = column + style_.indent;
        out.append(style_.indent > 1 ? style_.indent - 1 : 1, ' ');
        std::string child;
        node(child, item, inner, depth + 1);
        if (child.starts_with('\n'))
            child.erase(0, 1 + inner);
        else if (style_.indent > 2)
            out.erase(out.size() - (style_.indent - 2));
        out += child;
    }

    const YamlStyle& style_;
    WrittenSize size_{"YAML"};
};

class Reader {
public:
    Value read(const YAML::Node& node, int depth = 0) {
        if (depth > max_depth || ++values_ > max_values)
            fail("the YAML holds too much");
        if (node.IsSequence()) {
            List items;
            for (const auto& item : node)
                items.push_back(read(item, depth + 1));
            return items;
        }
        if (node.IsMap()) {
            Dict dict;
            for (const auto& entry : node)
                dict.set(read(entry.first, depth + 1), read(entry.second, depth + 1));
            return dict;
        }
        if (!node.IsScalar())
            return {};
        return node.Tag() == "!" ? Value(node.Scalar()) : plain_value(node.Scalar());
    }

private:
    std::size_t values_ = 0;
};

}  // namespace

std::string to_yaml(const Value& value, const YamlStyle& style) {
    return Writer(style).document(value);
}

Value from_yaml(std::string_view text) {
    try {
        return Reader().read(YAML::Load(std::string(text)));
    } catch (const YAML::Exception& error) {
        fail(fmt::format("this is not YAML: {}", error.what()));
    }
}

}  // namespace deployer::jinja
