#include "supervisorctl/screen/screen.hpp"

#include "sys/own_process.hpp"

namespace supervise::ctl::screen {
namespace {

constexpr int terminal_fd = 1;
constexpr sys::TerminalSize usual_size{80, 24};

/// The other screen, empty; no cursor; long lines are cut, not broken (xterm's control sequences, which every
/// terminal of today has).
constexpr std::string_view enter_sequence = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
constexpr std::string_view leave_sequence = "\x1b[?7h\x1b[?25h\x1b[?1049l";

std::string variable(std::string_view name) {
    for (const auto& [key, value] : sys::environment_variables()) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

}  // namespace

bool fills_terminal(const Output& out) {
    const std::string kind = variable("TERM");
    return out.is_terminal() && !kind.empty() && kind != "dumb";
}

Screen::Screen(Output& out, int keys) : out_(out), keys_fd_(keys), colours_(variable("NO_COLOR").empty()) {
    enter();
}

Screen::~Screen() {
    leave();
}

void Screen::enter() {
    keys_.emplace(keys_fd_);
    out_.raw(enter_sequence);
    out_.flush();
}

void Screen::leave() {
    out_.raw(leave_sequence);
    out_.flush();
    keys_.reset();
}

sys::TerminalSize Screen::size() const {
    return sys::terminal_size(terminal_fd).value_or(usual_size);
}

void Screen::show(const std::vector<Line>& lines) {
    out_.raw(paint(lines, size(), colours_));
    out_.flush();
}

void Screen::suspend() {
    leave();
    sys::stop_until_continued();
    enter();
}

}  // namespace supervise::ctl::screen
