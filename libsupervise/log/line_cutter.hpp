/// Cuts a stream into lines, wherever reads cut it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "log/limits.hpp"

namespace supervise::log {

class LineCutter {
public:
    /// Calls `take(line, ends)` for every line, without its newline. A longer one than limits::longest_line
    /// comes in pieces, cut between characters, of which only the last one ends. What is incomplete is held.
    template <typename Take>
    void put(std::string_view bytes, const Take& take) {
        while (!bytes.empty()) {
            const std::size_t newline = bytes.find('\n');
            const bool complete = newline != std::string_view::npos;
            const std::string_view rest = hold_what_is_too_long(bytes.substr(0, newline), take);
            if (complete && held_.empty())
                take(rest, true);
            else
                held_.append(rest);
            if (complete)
                finish(take);
            bytes.remove_prefix(complete ? newline + 1 : bytes.size());
        }
    }

    /// The stream ends: takes what is held, if anything.
    template <typename Take>
    void finish(const Take& take) {
        if (held_.empty())
            return;
        take(std::string_view(held_), true);
        held_.clear();
        if (held_.capacity() > limits::kept_line)
            held_.shrink_to_fit();
    }

private:
    /// Hands pieces over while `part`, which goes on what is held, would be too much; returns what is left.
    template <typename Take>
    std::string_view hold_what_is_too_long(std::string_view part, const Take& take) {
        while (part.size() > limits::longest_line - held_.size()) {
            const std::size_t room = limits::longest_line - held_.size();
            held_.append(part.substr(0, room));
            part.remove_prefix(room);
            const std::size_t cut = before_cut_character(held_);
            take(std::string_view(held_).substr(0, cut), false);
            held_.erase(0, cut);
        }
        return part;
    }

    /// The size of `text` without a character of UTF-8 that goes on behind its end.
    static std::size_t before_cut_character(std::string_view text);

    std::string held_;  ///< the incomplete last line
};

}  // namespace supervise::log
