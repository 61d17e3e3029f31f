/// Questions to the person at the terminal of this process, whatever its input and output are.
#pragma once

#include <string>
#include <string_view>

#include "sys/result.hpp"

namespace supervise::sys {

enum class Answer { shown, hidden };

/// The line that is typed, without its end. Fails when there is no terminal, at the end of input, and when a
/// signal comes meanwhile.
Result<std::string> ask_at_terminal(std::string_view prompt, Answer answer);

}  // namespace supervise::sys
