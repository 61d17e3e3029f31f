/// What was typed in the shell, kept for the next time (CTL-083).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sys/result.hpp"

namespace supervise::ctl {

/// False for what is better forgotten: lines that begin with a blank, as in other shells; lines with a
/// password in a URL or behind a word for one. Pure.
bool is_worth_keeping(std::string_view line);

/// The lines of a history file, the oldest first; of too many the last ones. Pure.
std::vector<std::string> history_lines(std::string_view text);

class History {
public:
    /// `path` empty: it is kept in memory by the editor only.
    explicit History(std::string path) : path_(std::move(path)) {}

    /// The file's lines; a missing file has none.
    Result<std::vector<std::string>> read();

    /// Adds a line to the file. That is done at once and not at the end, because a shell ends in many ways
    /// and two may run at a time. Nothing is written to a file that could not be read. The file stays whose
    /// it is, and where it is when the path is a link.
    Result<void> add(const std::string& line);

private:
    std::string path_;
    bool is_usable_ = true;
};

}  // namespace supervise::ctl
