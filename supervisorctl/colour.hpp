/// Colours for people. A pipe never sees one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "client/supervisor_api.hpp"

namespace supervise::ctl {

enum class Colour { none, green, yellow, red, dim };

/// The text between the sequence that begins the colour and the one that ends it.
std::string painted(std::string_view text, Colour colour);

/// Green runs, yellow is on its way, red needs somebody, dim rests.
Colour colour_of_state(const client::ProcessInfo& process);

/// Whether a terminal is to be sent colours: by TERM, and by NO_COLOR as no-color.org has it.
bool wants_colours(const char* term, const char* no_color);

}  // namespace supervise::ctl
