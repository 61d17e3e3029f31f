#include "supervisorctl/colour.hpp"

#include <fmt/core.h>

namespace supervise::ctl {
namespace {

std::string_view parameters(Colour colour) {
    switch (colour) {
    case Colour::none:
        break;
    case Colour::green:
        return "32";
    case Colour::yellow:
        return "33";
    case Colour::red:
        return "31";
    case Colour::dim:
        return "2";
    }
    return "";
}

}  // namespace

std::string painted(std::string_view text, Colour colour) {
    if (colour == Colour::none) {
        return std::string(text);
    }
    return fmt::format("\x1b[{}m{}\x1b[0m", parameters(colour), text);
}

Colour colour_of_state(const client::ProcessInfo& process) {
    const std::string_view state = process.statename;
    if (state == "RUNNING") {
        return Colour::green;
    }
    if (state == "STARTING" || state == "BACKOFF" || state == "STOPPING") {
        return Colour::yellow;
    }
    if (state == "FATAL" || state == "UNKNOWN") {
        return Colour::red;
    }
    if (state == "EXITED") {
        return process.exit_status == 0 ? Colour::dim : Colour::red;
    }
    return state == "STOPPED" ? Colour::dim : Colour::none;
}

bool wants_colours(const char* term, const char* no_color) {
    const std::string_view terminal = term != nullptr ? term : "";
    const bool is_refused = no_color != nullptr && *no_color != '\0';
    return !is_refused && !terminal.empty() && terminal != "dumb";
}

}  // namespace supervise::ctl
