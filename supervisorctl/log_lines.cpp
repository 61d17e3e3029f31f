#include "supervisorctl/log_lines.hpp"

#include <algorithm>
#include <utility>

#include "supervisorctl/limits.hpp"

namespace supervise::ctl {

std::vector<std::string> LogLines::feed(std::string_view bytes) {
    std::vector<std::string> lines;
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::size_t room = limits::max_log_line - partial_.size();
        const std::string_view piece = bytes.substr(0, std::min(end, room));
        partial_ += piece;
        bytes.remove_prefix(piece.size());
        if (bytes.starts_with('\n')) {
            bytes.remove_prefix(1);
            // The end of a line of which all has been shown already is not a line.
            if (!is_continued_ || !partial_.empty()) {
                lines.push_back(std::move(partial_));
            }
            partial_.clear();
            is_continued_ = false;
        } else if (partial_.size() == limits::max_log_line) {
            lines.push_back(take_partial());
        }
    }
    return lines;
}

std::string LogLines::take_partial() {
    is_continued_ = is_continued_ || !partial_.empty();
    return std::exchange(partial_, {});
}

std::string_view last_lines(std::string_view text, std::size_t count) {
    std::size_t begin = text.size() - (text.ends_with('\n') ? 1 : 0);
    for (; count > 0 && !text.empty(); --count) {
        const std::size_t end = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
        if (end == std::string_view::npos) {
            return text;
        }
        begin = end;
    }
    return text.substr(std::min(begin + 1, text.size()));
}

std::size_t count_lines(std::string_view text) {
    const auto ends = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    return ends + (text.empty() || text.ends_with('\n') ? 0 : 1);
}

std::size_t known_bytes(std::string_view text, std::string_view beginning) {
    if (beginning.empty()) {
        return 0;
    }
    if (const std::size_t place = text.rfind(beginning); place != std::string_view::npos) {
        return text.size() - place;
    }
    for (std::size_t length = std::min(text.size(), beginning.size()); length > 0; --length) {
        if (text.ends_with(beginning.substr(0, length))) {
            return length;
        }
    }
    return 0;
}

}  // namespace supervise::ctl
