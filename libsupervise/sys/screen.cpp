#include "sys/screen.hpp"

#include <sys/ioctl.h>
#include <termios.h>

#include <csignal>

namespace supervise::sys {

struct KeyByKey::Saved {
    int fd;
    termios settings;
};

KeyByKey::KeyByKey(int fd) {
    termios settings{};
    if (::tcgetattr(fd, &settings) != 0) {
        return;
    }
    saved_ = std::make_unique<Saved>(Saved{fd, settings});
    settings.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON);
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    ::tcsetattr(fd, TCSADRAIN, &settings);
}

KeyByKey::~KeyByKey() {
    if (saved_) {
        ::tcsetattr(saved_->fd, TCSADRAIN, &saved_->settings);
    }
}

std::optional<TerminalSize> terminal_size(int fd) {
    winsize size{};
    if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) {
        return std::nullopt;
    }
    return TerminalSize{size.ws_col, size.ws_row};
}

void stop_until_continued() {
    ::raise(SIGSTOP);
}

void end_by_signal(int signal) {
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

}  // namespace supervise::sys
