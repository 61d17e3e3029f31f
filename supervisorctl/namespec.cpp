#include "supervisorctl/namespec.hpp"

#include <fmt/core.h>

namespace supervise::ctl {

Namespec Namespec::parse(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) {
        return {std::string(text), std::string(text)};
    }
    const std::string_view process = text.substr(colon + 1);
    if (process.empty() || process == "*") {
        return {std::string(text.substr(0, colon)), std::nullopt};
    }
    return {std::string(text.substr(0, colon)), std::string(process)};
}

std::string no_such_text(const std::string& text) {
    const Namespec spec = Namespec::parse(text);
    return spec.process ? fmt::format("{}: ERROR (no such process)", text)
                        : fmt::format("{}: ERROR (no such group)", spec.group);
}

std::string show_namespec(std::string_view group, std::string_view process) {
    return group == process ? std::string(process) : fmt::format("{}:{}", group, process);
}

}  // namespace supervise::ctl
