/// Text of programs on its way to a terminal: whatever could move the cursor, retitle the window, answer for
/// the user or hide something becomes visible text. Colours (SGR sequences), tabs and line ends stay.
#pragma once

#include <string>
#include <string_view>

namespace supervise::ctl {

class TerminalText {
public:
    /// The next piece of the text, made harmless. What may be the start of a sequence waits for its rest.
    std::string feed(std::string_view bytes);
    /// What was still waiting.
    std::string finish();

private:
    std::string waiting_;
};

/// A whole text at once.
std::string harmless(std::string_view text);

}  // namespace supervise::ctl
