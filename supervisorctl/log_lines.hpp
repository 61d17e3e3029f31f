/// The bytes of a log as lines, so that several logs can be shown in one place without mixing within a line.
/// Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace supervise::ctl {

/// Takes a log piece by piece.
class LogLines {
public:
    /// The lines that are complete with these bytes, without their ends. A very long line is cut.
    std::vector<std::string> feed(std::string_view bytes);
    /// The beginning of a line that has been waiting for its end; empty without one. The rest of that line
    /// becomes a line of its own.
    std::string take_partial();
    bool has_partial() const { return !partial_.empty(); }

private:
    std::string partial_;
    bool is_continued_ = false;  ///< what comes next belongs to a line that has been shown already
};

/// The last `count` lines of a text; the last may have no end.
std::string_view last_lines(std::string_view text, std::size_t count);
std::size_t count_lines(std::string_view text);

/// A log has been read to its end, `text`, and is then followed by a stream that begins somewhere before that
/// end or behind it. `beginning`: the first bytes of the stream. How many bytes of the stream are known
/// already.
std::size_t known_bytes(std::string_view text, std::string_view beginning);

}  // namespace supervise::ctl
