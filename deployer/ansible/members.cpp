#include "ansible/members.hpp"

#include <string_view>

#include <fmt/format.h>

namespace deployer::ansible {

namespace {

/// The part of a process_name at the beginning of `rest`, which is cut off, as a regular expression.
std::string take_part(std::string_view& rest, const control::Program& program) {
    const std::size_t close = rest.starts_with("%(") ? rest.find(')') : std::string_view::npos;
    const std::size_t end =
        close == std::string_view::npos ? close : rest.find_first_of("dsrixXo", close + 1);
    if (end == std::string_view::npos) {
        const std::string one(rest.substr(0, 1));
        rest.remove_prefix(rest.starts_with("%%") ? 2 : 1);
        return escaped(one);
    }
    const std::string_view name = rest.substr(2, close - 2);
    rest.remove_prefix(end + 1);
    if (name == "program_name")
        return escaped(program.name);
    if (name == "group_name")
        return escaped(program.group);
    return name == "process_num" ? "[0-9]+" : "\\S+";
}

}  // namespace

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        const bool is_word = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                             c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
        result += is_word ? std::string(1, c) : fmt::format("\\{}", c);
    }
    return result;
}

std::string group_pattern(const std::string& group) {
    return fmt::format("^{}(:\\S*)?\\s", escaped(group));
}

std::string member_pattern(const control::Program& program) {
    std::string name;
    if (!program.process_name.empty())
        for (std::string_view rest = program.process_name; !rest.empty();)
            name += take_part(rest, program);
    else if (program.group == program.name)
        return group_pattern(program.group);
    else
        name = escaped(program.name) + "(_[0-9]+)?";
    // A process that is called as its group stands without it.
    return fmt::format("^({}:)?{}\\s", escaped(program.group), name);
}

}  // namespace deployer::ansible
