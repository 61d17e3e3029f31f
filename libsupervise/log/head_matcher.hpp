/// Recognises at the beginning of a line what LineFormat writes there, in bytes that come piece by piece.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "log/line_head.hpp"

namespace supervise::log {

/// Needs no way back: a number and what goes on with digits are one row of digits to it, and the last number
/// of a head takes the digits of the line that follows it directly.
class HeadMatcher {
public:
    explicit HeadMatcher(const std::vector<HeadPart>& head);

    enum class Answer : std::uint8_t {
        undecided,  ///< all bytes belong to the head so far
        matched,    ///< the head is complete
        refused,    ///< this line has none
    };
    /// Takes what belongs to the head off `bytes`. After any answer but `undecided` a new line begins.
    Answer take(std::string_view& bytes);

    /// A new line begins, whatever has been taken.
    void restart() { step_ = done_ = 0; }

private:
    /// A text, a sign, or digits.
    struct Step {
        enum class Kind : std::uint8_t { text, sign, digits };
        Kind kind = Kind::text;
        std::string text;
        std::size_t least = 0, most = 0;  ///< digits
    };

    void add_text(std::string_view text);
    void add_shape(std::string_view shape);
    void add_digits(std::size_t least, std::size_t most);
    Step* last_number();

    /// Goes into `bytes` as far as `step` goes: undecided, matched or refused as for the whole.
    Answer take_step(const Step& step, std::string_view& bytes);
    Answer take_text(const Step& step, std::string_view& bytes);
    Answer take_digits(const Step& step, std::string_view& bytes);

    std::vector<Step> steps_;
    std::size_t step_ = 0;
    std::size_t done_ = 0;  ///< bytes of that step
};

}  // namespace supervise::log
