#include "supervisorctl/status_line.hpp"

#include <algorithm>

#include "config/text.hpp"
#include "process/state.hpp"

namespace supervise::ctl {

std::string padded(std::string_view text, std::size_t width) {
    const std::size_t length = config::length_in_characters(text);
    std::string out(text);
    out.append(width > length ? width - length : 0, ' ');
    return out;
}

std::string status_line(std::string_view name, std::string_view statename, std::string_view description) {
    const std::size_t width = std::max(min_name_width, config::length_in_characters(name));
    return padded(name, width + name_gap) + padded(statename, state_width) + std::string(description);
}

bool is_down(std::int64_t state) {
    return process::is_stopped(static_cast<process::State>(state));
}

}  // namespace supervise::ctl
