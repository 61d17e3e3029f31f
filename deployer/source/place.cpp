#include "source/place.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/core.h>

namespace deployer::source {
namespace {

/// Control characters as \n and \x1b: what is told of a problem stays one line, and cannot play with a
/// terminal.
std::string on_one_line(std::string_view text) {
    std::string shown;
    for (const char letter : text) {
        if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f)
            shown += letter == '\n' ? "\\n" : fmt::format("\\x{:02x}", static_cast<unsigned char>(letter));
        else
            shown += letter;
    }
    return shown;
}

}  // namespace

std::string Place::text() const {
    if (file == nullptr)
        return {};
    return line > 0 ? fmt::format("{}:{}:{}", *file, line, column) : *file;
}

std::string Problem::text() const {
    std::string result = place.text();
    for (const std::string* part : {&path, &message})
        if (!part->empty())
            result.append(result.empty() ? "" : ": ").append(*part);
    return on_one_line(remedy.empty() ? result : fmt::format("{} ({})", result, remedy));
}

bool has_errors(const Problems& problems) {
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem& problem) { return problem.severity == Severity::error; });
}

}  // namespace deployer::source
