// Ansible's INI inventories.
#include <algorithm>

#include <fmt/core.h>

#include "config/shell_words.hpp"
#include "config/text.hpp"
#include "model/ansible_inventory.hpp"
#include "model/limits.hpp"
#include "model/reading.hpp"
#include "sys/number.hpp"
#include "template/yaml.hpp"

namespace deployer::model {

namespace config = supervise::config;

namespace {

/// Without a comment that begins outside of quotes, behind a blank.
std::string_view without_comment(std::string_view line) {
    char quote = '\0';
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char letter = line[at];
        if (quote != '\0') {
            quote = letter == quote ? '\0' : quote;
        } else if (letter == '"' || letter == '\'') {
            quote = letter;
        } else if (letter == '#' && (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t')) {
            return line.substr(0, at);
        }
    }
    return line;
}

class Parser {
public:
    ParsedInventory parse(std::string_view text) {
        for (const std::string_view line : config::split_at(text, '\n')) {
            ++line_;
            const std::string_view words = config::strip(line);
            if (words.empty() || words.front() == '#' || words.front() == ';')
                continue;
            if (words.front() == '[' && is_header(words))
                header(config::strip(without_comment(words)));
            else
                content(words);
        }
        return std::move(result_);
    }

private:
    enum class Part : std::uint8_t { hosts, children, variables, broken };

    void fault(std::string message, std::string remedy = {}) {
        result_.faults.push_back({line_, std::move(message), std::move(remedy)});
    }

    /// Not a host whose name begins with a range.
    static bool is_header(std::string_view words) {
        return config::strip(without_comment(words)).ends_with(']') &&
               words.find(']') + 1 >= config::strip(without_comment(words)).size();
    }

    void header(std::string_view words) {
        const std::string_view inner = words.substr(1, words.size() - 2);
        const std::size_t colon = inner.find(':');
        const std::string_view kind = colon == std::string_view::npos ? "" : inner.substr(colon + 1);
        part_ = kind.empty() && colon == std::string_view::npos ? Part::hosts
                : kind == "children"                            ? Part::children
                : kind == "vars"                                ? Part::variables
                                                                : Part::broken;
        if (part_ == Part::broken)
            return fault(fmt::format("section [{}] has unknown type: {}", quoted(inner), quoted(kind)),
                         "write [group], [group:children] or [group:vars]");
        group_ = result_.inventory.group(std::string(inner.substr(0, colon)), line_);
    }

    void content(std::string_view words) {
        switch (part_) {
        case Part::hosts:
            return host_line(without_comment(words));
        case Part::children:
            return result_.inventory.put_child(
                group_, result_.inventory.group(std::string(config::strip(without_comment(words))), line_));
        case Part::variables:
            return variable(result_.inventory.at_group(group_).variables, words);
        case Part::broken:
            return;
        }
    }

    void host_line(std::string_view text) {
        const auto words = config::shell_words(text);
        if (!words)
            return fault(fmt::format("cannot read this line: {}", words.error().message));
        if (words->empty())
            return;
        jinja::Dict variables;
        std::string pattern = take_port(words->front(), variables);
        for (std::size_t i = 1; i < words->size(); ++i)
            variable(variables, (*words)[i]);
        const HostNamesOrFault expanded = expand_range(pattern);
        if (!expanded.fault.empty())
            return fault(expanded.fault, "write [first:last], or [first:last:step]");
        if (result_.inventory.hosts().size() + expanded.names.size() > limits::max_hosts)
            return fault(fmt::format("more than {} hosts", limits::max_hosts));
        for (const std::string& name : expanded.names) {
            const std::size_t host = result_.inventory.host(name, line_);
            result_.inventory.put_host(group_, host);
            for (const auto& entry : variables.entries())
                result_.inventory.at_host(host).variables.set(entry.first, entry.second);
        }
    }

    /// "host:2222": a colon outside of brackets, and a number.
    static std::string take_port(const std::string& word, jinja::Dict& variables) {
        const std::size_t colon = word.rfind(':');
        if (colon == std::string::npos || word.find(']', colon) != std::string::npos ||
            std::count(word.begin(), word.end(), ':') - std::count(word.begin(), word.end(), '[') > 1)
            return word;
        const auto port = supervise::whole_number<int>(std::string_view(word).substr(colon + 1));
        if (!port)
            return word;
        variables.set("ansible_port", *port);
        return word.substr(0, colon);
    }

    void variable(jinja::Dict& variables, std::string_view words) {
        const std::size_t equals = words.find('=');
        if (equals == std::string_view::npos || equals == 0)
            return fault(fmt::format("Expected key=value, got: {}", quoted(words)));
        // In front of a host's value there are blanks only if they were in quotes.
        const std::string_view value = words.substr(equals + 1);
        variables.set(std::string(config::strip(words.substr(0, equals))),
                      ini_value(part_ == Part::hosts ? value : config::strip(value)));
    }

    ParsedInventory result_;
    int line_ = 0;
    std::size_t group_ = result_.inventory.group("ungrouped", 0);
    Part part_ = Part::hosts;
};

}  // namespace

namespace {

/// What Python takes for a value, if it does: a word, a text in quotes, a number, a list or a dict.
std::optional<jinja::Value> literal(std::string_view text) {
    if (text == "True" || text == "False")
        return text == "True";
    const char first = text.empty() ? '\0' : text.front();
    if (text.size() > 1 && (first == '"' || first == '\'') && text.find(first, 1) == text.size() - 1)
        return jinja::Value(text.substr(1, text.size() - 2));
    const auto whole = supervise::whole_number<std::int64_t>(text);
    const bool padded = text.size() > 1 && (text.starts_with('0') || text.starts_with("-0"));
    if (whole && !padded)
        return jinja::Value::written(*whole, std::string(text));
    const auto real = supervise::whole_number<double>(text);
    if (real && text.find('.') != std::string_view::npos)
        return jinja::Value::written(*real, std::string(text));
    // Python's lists and dicts are YAML's, as far as inventories write them; {{ }} is an expression.
    if ((first == '[' || first == '{') && !has_expression(text)) {
        try {
            return jinja::from_yaml(text);
        } catch (const jinja::Failure&) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

/// Where Python's comment begins: at any '#' outside of quotes.
std::string_view without_python_comment(std::string_view text) {
    char quote = '\0';
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        if (quote != '\0')
            quote = letter == quote ? '\0' : quote;
        else if (letter == '"' || letter == '\'')
            quote = letter;
        else if (letter == '#')
            return text.substr(0, at);
    }
    return text;
}

}  // namespace

jinja::Value ini_value(std::string_view text) {
    // A comment is one behind a value only; behind anything else it is a part of that, as for Ansible.
    auto value = literal(config::strip(without_python_comment(text)));
    return value ? std::move(*value) : jinja::Value(text);
}

ParsedInventory parse_ini_inventory(std::string_view text) {
    return Parser().parse(text);
}

}  // namespace deployer::model
