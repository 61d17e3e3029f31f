/// What a program asks of the terminal it may be connected to.
#pragma once

#include <cstddef>
#include <memory>

namespace supervise::sys {

bool is_terminal(int fd);

/// Columns of terminal `fd`; `otherwise` when it does not say.
std::size_t terminal_width(int fd, std::size_t otherwise);

/// While one exists, what is typed at terminal `fd` is not shown, and the signals that end or stop a program
/// wait: the terminal must not stay like that. Without effect on what is not a terminal.
class EchoOff {
public:
    explicit EchoOff(int fd);
    ~EchoOff();
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;

    /// Readable when such a signal has come and this should end; -1 where there is nothing to wait for.
    int signal_fd() const;

private:
    struct Saved;
    std::unique_ptr<Saved> saved_;
};

}  // namespace supervise::sys
