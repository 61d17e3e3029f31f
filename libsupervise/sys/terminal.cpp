#include "sys/terminal.hpp"

#include <termios.h>
#include <unistd.h>

namespace supervise::sys {

struct EchoOff::Saved {
    int fd;
    termios settings;
};

bool is_terminal(int fd) {
    return ::isatty(fd) == 1;
}

EchoOff::EchoOff(int fd) {
    termios settings{};
    if (::tcgetattr(fd, &settings) != 0) {
        return;
    }
    saved_ = std::make_unique<Saved>(Saved{fd, settings});
    settings.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(fd, TCSAFLUSH, &settings);
}

EchoOff::~EchoOff() {
    if (saved_) {
        ::tcsetattr(saved_->fd, TCSAFLUSH, &saved_->settings);
    }
}

}  // namespace supervise::sys
