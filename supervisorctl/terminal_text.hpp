/// Text of programs on its way to a terminal: whatever could move the cursor, retitle the window, answer for
/// the user, turn the direction of writing or hide something becomes visible text. Colours (SGR sequences but
/// the one that conceals), tabs and line ends stay.
#pragma once

#include <string>
#include <string_view>

namespace supervise::ctl {

class TerminalText {
public:
    /// The next piece of the text, made harmless. What may be the start of a sequence waits for its rest.
    std::string feed(std::string_view bytes);
    /// What was still waiting; and the end of a colour that was left on, which must not run into what others
    /// write next.
    std::string finish();

private:
    std::string waiting_;
    bool is_coloured_ = false;
};

/// Seen as it stands: no control, no part of a character, nothing that turns the direction of writing or
/// cannot be seen. (The joiners U+200C and U+200D are parts of Persian words and of emoji.)
bool is_visible(char32_t c);

/// A whole text at once.
std::string harmless(std::string_view text);

}  // namespace supervise::ctl
