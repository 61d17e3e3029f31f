/// Takes terminal escape sequences out of a stream (LOG-040): ESC `[` with its parameters and the letter that
/// ends it. A sequence cut by the end of a read is recognised all the same (LOG-041). Nothing else is taken:
/// what cannot be in a sequence, such as a newline, ends it and stays.
#pragma once

#include <string>
#include <string_view>

namespace supervise::log {

class AnsiStripper {
public:
    /// Appends what is left of `bytes` to `out`.
    void strip(std::string_view bytes, std::string& out);

    /// The stream ends here: appends what was held back and starts afresh.
    void finish(std::string& out);

private:
    enum class State { text, after_escape, in_sequence };
    State state_ = State::text;
};

}  // namespace supervise::log
