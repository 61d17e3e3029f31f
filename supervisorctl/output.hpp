/// Where a command writes: standard output or standard error. Piped bytes leave unchanged; what goes to a
/// terminal is made harmless first.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "supervisorctl/terminal_text.hpp"
#include "sys/result.hpp"

namespace supervise::ctl {

class Output {
public:
    using Sink = std::function<Result<void>(std::string_view)>;

    /// `is_terminal`: filter what is written. `has_colours`: it shows colours, and they are welcome.
    Output(Sink sink, bool is_terminal, bool has_colours = false)
        : sink_(std::move(sink)), is_terminal_(is_terminal), has_colours_(has_colours) {}

    /// Text and a line end. Kept until there is a reason to show it: flush(), or plenty of it.
    void line(std::string_view text);
    /// Bytes as they are.
    void raw(std::string_view bytes);
    /// A piece of a stream whose sequences may be cut anywhere; `filter` remembers the cut.
    void piece(std::string_view bytes, TerminalText& filter);
    void flush();

    bool is_terminal() const { return is_terminal_; }
    bool has_colours() const { return has_colours_; }
    /// Set once writing has failed, for instance because the reader is gone; nothing is written any more.
    const std::optional<Error>& failure() const { return failure_; }

private:
    void append(std::string_view bytes);

    Sink sink_;
    bool is_terminal_;
    bool has_colours_;
    std::string pending_;
    std::optional<Error> failure_;
};

}  // namespace supervise::ctl
