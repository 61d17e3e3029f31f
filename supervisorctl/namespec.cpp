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

std::string show_namespec(std::string_view group, std::string_view process) {
    return group == process ? std::string(process) : fmt::format("{}:{}", group, process);
}

}  // namespace supervise::ctl
