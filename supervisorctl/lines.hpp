/// Lines from a descriptor, as they come.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace supervise::ctl {

class Lines {
public:
    explicit Lines(int fd) : fd_(fd) {}

    /// Waits for the next line, without its end. Nothing at the end of input; a last line without an end
    /// counts.
    std::optional<std::string> next();

    /// A whole line is here already.
    bool has_line() const { return pending_.find('\n') != std::string::npos; }
    /// Reads once, without waiting beyond what the descriptor is ready for. False at the end of input.
    bool read();
    /// What is here: a whole line or, at the end of input, the rest.
    std::optional<std::string> take();

    int fd() const { return fd_; }

private:
    int fd_;
    std::string pending_;
};

}  // namespace supervise::ctl
