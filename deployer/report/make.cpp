#include "report/make.hpp"

#include <string>

#include "sys/fd.hpp"
#include "sys/own_process.hpp"
#include "sys/terminal.hpp"

namespace deployer::report {
namespace {

constexpr int out_fd = 1;
constexpr std::size_t default_width = 80;

bool wants_no_colour() {
    for (const auto& [name, value] : supervise::sys::environment_variables())
        if ((name == "NO_COLOR" && !value.empty()) || (name == "TERM" && value == "dumb"))
            return true;
    return false;
}

}  // namespace

ConsoleOptions console_options() {
    ConsoleOptions options;
    if (!supervise::sys::is_terminal(out_fd))
        return options;
    options.colour = !wants_no_colour();
    options.live = true;
    options.width = supervise::sys::terminal_width(out_fd, default_width);
    return options;
}

Output standard_output() {
    return [](std::string_view bytes) { static_cast<void>(supervise::sys::write_all(out_fd, bytes)); };
}

}  // namespace deployer::report
