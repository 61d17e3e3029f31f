#include "sys/terminal.hpp"

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>

#include "sys/signals.hpp"

namespace supervise::sys {

struct EchoOff::Saved {
    // Released by the destructor after its body: when the settings are back.
    Result<HeldSignals> signals = HeldSignals::hold({SIGTERM, SIGHUP, SIGQUIT, SIGTSTP});
    int fd = -1;
    termios settings{};

    ~Saved() { ::tcsetattr(fd, TCSAFLUSH, &settings); }
};

bool is_terminal(int fd) {
    return ::isatty(fd) == 1;
}

std::size_t terminal_width(int fd, std::size_t otherwise) {
    winsize size{};
    return ::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : otherwise;
}

EchoOff::EchoOff(int fd) {
    termios settings{};
    if (::tcgetattr(fd, &settings) != 0) {
        return;
    }
    saved_ = std::make_unique<Saved>();
    saved_->fd = fd;
    saved_->settings = settings;
    settings.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(fd, TCSAFLUSH, &settings);
}

EchoOff::~EchoOff() = default;

int EchoOff::signal_fd() const {
    return saved_ && saved_->signals ? saved_->signals->fd() : -1;
}

}  // namespace supervise::sys
