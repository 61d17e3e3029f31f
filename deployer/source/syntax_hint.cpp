#include "source/syntax_hint.hpp"

#include <algorithm>
#include <array>

namespace deployer::source {
namespace {

struct Row {
    std::string_view yaml_cpp, message, remedy;
};

constexpr std::array<Row, 14> rows = {{
    {"illegal tab", "a tab where blanks are wanted", "indent with blanks"},
    {"illegal map value", "a ':' where no key can stand",
     "quote a value that holds ': ', and indent the keys of one map alike"},
    {"illegal map key", "a key where none can stand", "indent the keys of one map alike"},
    {"illegal block entry", "a '- ' where no list item can stand", "indent the items of one list alike"},
    {"end of map flow not found", "a '{' is not closed by '}', or a ',' is missing", ""},
    {"end of sequence flow not found", "a '[' is not closed by ']', or a ',' is missing", ""},
    {"illegal flow end", "a '}' or ']' that was not opened", ""},
    {"end of map not found", "this is no key of the map above",
     "write 'key: value', and indent the keys of one map alike"},
    {"end of sequence not found", "this is no item of the list above",
     "begin each item with '- ', and indent the items of one list alike"},
    {"illegal EOF in scalar", "a quote is not closed", ""},
    {"illegal document indicator in scalar", "a quote is not closed before '---' or '...'", ""},
    {"unknown token", "no value can begin with this character", "quote the value"},
    {"unknown escape character", "an escape that YAML does not know",
     "in double quotes write \\\\ for a backslash, or use single quotes"},
    {"cannot assign multiple", "two anchors or tags for one value", ""},
}};

std::string_view line_around(std::string_view text, std::size_t at) {
    at = std::min(at, text.size());
    const std::size_t end = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    const std::size_t begin = end == std::string_view::npos ? 0 : end + 1;
    return text.substr(begin, text.find('\n', at) - begin);
}

/// An expression with braces, unquoted, inside { } or [ ].
bool has_bare_expression_in_flow(std::string_view line) {
    char quote = '\0';
    bool in_flow = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quote != '\0') {
            quote = line[i] == quote ? '\0' : quote;
        } else if (line[i] == '"' || line[i] == '\'') {
            quote = line[i];
        } else if (line.substr(i).starts_with("${")) {
            if (in_flow)
                return true;
            ++i;
        } else {
            in_flow = in_flow || line[i] == '{' || line[i] == '[';
        }
    }
    return false;
}

}  // namespace

SyntaxHint syntax_hint(std::string_view text, std::size_t at, std::string_view message) {
    const std::string_view line = line_around(text, at);
    // The parser may have gone on to the next line before it knew.
    const auto line_begin = static_cast<std::size_t>(line.data() - text.data());
    const std::string_view line_before =
        line_begin == 0 ? std::string_view() : line_around(text, line_begin - 1);
    if (has_bare_expression_in_flow(line) || has_bare_expression_in_flow(line_before))
        return {"'${' opens a map inside '{ }' or '[ ]'", "write <<x>> or \"${x}\" there"};
    const bool has_tab = line.substr(0, line.find_first_not_of(" \t")).find('\t') != std::string_view::npos;
    const std::string_view looked_for = has_tab ? rows.front().yaml_cpp : message;
    const auto* row = std::find_if(rows.begin(), rows.end(),
                                   [&](const Row& r) { return looked_for.starts_with(r.yaml_cpp); });
    if (row == rows.end())
        return {"YAML: " + std::string(message), ""};
    return {std::string(row->message), std::string(row->remedy)};
}

}  // namespace deployer::source
