/// Takes terminal escape sequences out of a stream (LOG-040): from ESC `[` to the first of `HfABCDRsuJKhlpm`.
/// A sequence cut by the end of a read is recognised all the same (LOG-041).
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
