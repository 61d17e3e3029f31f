/// What a program asks of the terminal it may be connected to.
#pragma once

#include <memory>

namespace supervise::sys {

bool is_terminal(int fd);

/// While one exists, what is typed at terminal `fd` is not shown. Without effect on what is not a terminal.
class EchoOff {
public:
    explicit EchoOff(int fd);
    ~EchoOff();
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;

private:
    struct Saved;
    std::unique_ptr<Saved> saved_;
};

}  // namespace supervise::sys
