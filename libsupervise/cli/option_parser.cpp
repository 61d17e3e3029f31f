#include "cli/option_parser.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "config/text.hpp"

namespace supervise::cli {
namespace {

/// An option as found, with its spelling for messages: long ones in full, however short they were typed.
struct Found {
    const Option* option;
    std::string spelling;
    std::string argument;
};

struct Scan {
    std::span<const Option> table;
    std::span<const std::string> rest;
    std::vector<Found> found{};

    std::string take() {
        std::string first = rest.front();
        rest = rest.subspan(1);
        return first;
    }
};

std::string with_underscores(std::string_view name) {
    std::string out(name);
    std::replace(out.begin(), out.end(), '-', '_');
    return out;
}

/// The option that `typed` (without dashes) names or abbreviates.
Result<const Option*> find_long(std::span<const Option> table, std::string_view typed) {
    const std::string name = with_underscores(typed);
    const Option* match = nullptr;
    std::size_t matches = 0;
    for (const Option& option : table) {
        const std::string candidate = with_underscores(option.long_name);
        if (!candidate.empty() && candidate == name) {
            return &option;
        }
        if (!candidate.empty() && candidate.starts_with(name)) {
            match = &option;
            ++matches;
        }
    }
    if (matches != 1) {
        return fail(
            fmt::format("option --{} not {}", typed, matches == 0 ? "recognized" : "a unique prefix"));
    }
    return match;
}

Result<void> scan_long(Scan& scan, std::string_view typed) {
    const std::size_t equals = typed.find('=');
    const auto option = find_long(scan.table, typed.substr(0, equals));
    if (!option) {
        return tl::unexpected(option.error());
    }
    Found found{*option, fmt::format("--{}", (*option)->long_name), {}};
    if (equals != std::string_view::npos) {
        if ((*option)->argument.empty()) {
            return fail(fmt::format("option {} must not have an argument", found.spelling));
        }
        found.argument = typed.substr(equals + 1);
    } else if (!(*option)->argument.empty()) {
        if (scan.rest.empty()) {
            return fail(fmt::format("option {} requires argument", found.spelling));
        }
        found.argument = scan.take();
    }
    scan.found.push_back(std::move(found));
    return {};
}

/// A cluster of letters; the first that takes an argument takes the rest of the word, or the next word.
Result<void> scan_short(Scan& scan, std::string_view letters) {
    while (!letters.empty()) {
        const auto option = std::find_if(scan.table.begin(), scan.table.end(), [&](const Option& candidate) {
            return candidate.short_name != 0 && candidate.short_name == letters[0];
        });
        if (option == scan.table.end()) {
            const std::size_t length = config::first_code_point(letters).bytes;
            return fail(fmt::format("option -{} not recognized", letters.substr(0, length)));
        }
        Found found{&*option, fmt::format("-{}", letters[0]), {}};
        letters.remove_prefix(1);
        if (!option->argument.empty()) {
            if (letters.empty() && scan.rest.empty()) {
                return fail(fmt::format("option {} requires argument", found.spelling));
            }
            found.argument = letters.empty() ? scan.take() : std::string(letters);
            letters = {};
        }
        scan.found.push_back(std::move(found));
    }
    return {};
}

Result<void> scan_options(Scan& scan) {
    while (!scan.rest.empty()) {
        const std::string_view next = scan.rest.front();
        if (next.size() < 2 || next[0] != '-') {
            break;
        }
        const std::string word = scan.take();
        if (word == "--") {
            break;
        }
        const std::string_view text = word;
        auto scanned =
            text.starts_with("--") ? scan_long(scan, text.substr(2)) : scan_short(scan, text.substr(1));
        if (!scanned) {
            return scanned;
        }
    }
    return {};
}

/// ['a', 'b']
std::string list_of_words(std::span<const std::string> words) {
    std::string out;
    for (const std::string& word : words) {
        out += out.empty() ? "[" : ", ";
        out += config::python_repr(word);
    }
    return out + "]";
}

/// `text` broken between words, each line after the first behind five blanks.
std::string wrapped(std::string_view text) {
    constexpr std::string_view indent = "\n     ";
    std::string out;
    std::size_t column = 0;
    while (!text.empty()) {
        const std::size_t blank = std::min(text.find(' '), text.size());
        if (column != 0 && column + 1 + blank > help_width) {
            out += indent;
            column = indent.size() - 1;
        } else if (column != 0) {
            out += ' ';
            ++column;
        }
        out += text.substr(0, blank);
        column += blank;
        text.remove_prefix(std::min(blank + 1, text.size()));
    }
    return out;
}

}  // namespace

const std::string* CommandLine::value(std::string_view setting) const {
    for (const auto& [name, argument] : given_) {
        if (name == setting) {
            return &argument;
        }
    }
    return nullptr;
}

Result<CommandLine> parse(std::span<const Option> table, std::span<const std::string> arguments,
                          Words words) {
    Scan scan{table, arguments};
    if (auto scanned = scan_options(scan); !scanned) {
        return tl::unexpected(scanned.error());
    }
    if (words == Words::refused && !scan.rest.empty()) {
        return fail(fmt::format("positional arguments are not supported: {}", list_of_words(scan.rest)));
    }
    CommandLine line;
    line.words_.assign(scan.rest.begin(), scan.rest.end());
    for (Found& found : scan.found) {
        if (found.option->ends_reading) {
            line.ended_by_ = found.option->setting;
            break;
        }
        if (found.option->check != nullptr) {
            if (auto checked = found.option->check(found.argument); !checked) {
                return fail(fmt::format("invalid value for {} {}: {}", found.spelling,
                                        config::python_repr(found.argument), checked.error().message));
            }
        }
        if (line.has(found.option->setting)) {
            return fail(
                fmt::format("conflicting command line option {}", config::python_repr(found.spelling)));
        }
        line.given_.emplace_back(found.option->setting, std::move(found.argument));
    }
    return line;
}

std::string usage_error(std::string_view program, std::string_view message) {
    return fmt::format("Error: {}\nFor help, use {} -h\n", message, program);
}

std::string option_help(std::span<const Option> table) {
    std::string out;
    for (const Option& option : table) {
        if (option.help.empty()) {
            continue;
        }
        std::string line;
        if (option.short_name != 0) {
            line += fmt::format("-{}{}", option.short_name, option.long_name.empty() ? "" : "/");
        }
        if (!option.long_name.empty()) {
            line += fmt::format("--{}", option.long_name);
        }
        if (!option.argument.empty()) {
            line += fmt::format(" {}", option.argument);
        }
        out += wrapped(fmt::format("{} -- {}", line, option.help)) + "\n";
    }
    return out;
}

}  // namespace supervise::cli
