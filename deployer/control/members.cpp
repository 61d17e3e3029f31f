#include "control/members.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace deployer::control {
namespace {

bool is_number(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// One part of a process_name: a fixed text, or something that stands for a number or for anything.
struct Part {
    enum class Kind { text, number, anything } kind;
    std::string text;
};

/// The part for "%(name)02d" at the beginning of `rest`, which is cut off; nothing when there is none.
std::optional<Part> take_expansion(std::string_view& rest, const Program& program) {
    const std::size_t close = rest.starts_with("%(") ? rest.find(')') : std::string_view::npos;
    const std::size_t end =
        close == std::string_view::npos ? close : rest.find_first_of("dsrixXo", close + 1);
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view name = rest.substr(2, close - 2);
    rest.remove_prefix(end + 1);
    if (name == "program_name") {
        return Part{Part::Kind::text, program.name};
    }
    if (name == "group_name") {
        return Part{Part::Kind::text, program.group};
    }
    if (name == "process_num") {
        return Part{Part::Kind::number, {}};
    }
    return Part{Part::Kind::anything, {}};
}

std::vector<Part> parts_of(std::string_view pattern, const Program& program) {
    std::vector<Part> parts;
    while (!pattern.empty()) {
        if (auto expansion = take_expansion(pattern, program)) {
            parts.push_back(std::move(*expansion));
            continue;
        }
        const bool is_percent = pattern.starts_with("%%");
        parts.push_back({Part::Kind::text, std::string(pattern.substr(0, 1))});
        pattern.remove_prefix(is_percent ? 2 : 1);
    }
    return parts;
}

bool fits(const std::vector<Part>& parts, std::size_t next, std::string_view name) {
    if (next == parts.size()) {
        return name.empty();
    }
    const Part& part = parts[next];
    if (part.kind == Part::Kind::text) {
        return name.starts_with(part.text) && fits(parts, next + 1, name.substr(part.text.size()));
    }
    for (std::size_t length = 1; length <= name.size(); ++length) {
        if (part.kind == Part::Kind::number && !is_number(name.substr(0, length))) {
            return false;
        }
        if (fits(parts, next + 1, name.substr(length))) {
            return true;
        }
    }
    return false;
}

template <typename Wanted>
Processes those(const Processes& all, const Wanted& wanted) {
    Processes found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found), wanted);
    return found;
}

}  // namespace

bool fits_process_name(const std::string& pattern, const Program& program, const std::string& name) {
    return fits(parts_of(pattern, program), 0, name);
}

Processes group_of(const std::string& group, const Processes& all) {
    return those(all, [&](const auto& process) { return process.group == group; });
}

Processes members_of(const Program& program, const Processes& all) {
    Processes group = group_of(program.group, all);
    if (!program.process_name.empty()) {
        return those(group, [&](const auto& process) {
            return fits_process_name(program.process_name, program, process.name);
        });
    }
    Processes own = those(group, [&](const auto& process) { return process.name == program.name; });
    if (!own.empty()) {
        return own;
    }
    if (program.group == program.name) {
        return group;
    }
    own = those(group, [&](const auto& process) {
        const std::string_view name = process.name;
        return name.starts_with(program.name + "_") && is_number(name.substr(program.name.size() + 1));
    });
    return own;
}

}  // namespace deployer::control
