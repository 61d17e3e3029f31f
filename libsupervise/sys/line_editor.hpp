/// Lines typed at a terminal, edited by libedit: cursor keys, history, search, completion. The library is
/// loaded when an editor is opened and not before: a program that only executes one command starts without
/// it, and a machine without it has plain lines.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sys/result.hpp"

namespace supervise::sys {

class LineEditor {
public:
    /// What Tab does.
    struct Completion {
        std::string insert;  ///< at the cursor
        std::string show;    ///< lines to show below; nothing of both: a beep
    };
    /// Gets what stands before the cursor, and whether Tab was pressed there before.
    using Complete = std::function<Completion(std::string_view before, bool again)>;

    struct Read {
        enum class End {
            line,
            input,      ///< Ctrl-D, or the terminal is gone
            cancelled,  ///< Ctrl-C
        };
        End end = End::input;
        std::string text;  ///< without a line end; of a cancelled line, what had been typed
    };

    /// Reads from standard input and writes to standard output, which are terminals. Fails when libedit is
    /// not there. At most one at a time.
    static Result<std::unique_ptr<LineEditor>> open(std::size_t max_history, Complete complete);
    virtual ~LineEditor() = default;

    /// The terminal is as before when it returns, or when a signal ends or stops the program meanwhile.
    virtual Read read(const std::string& prompt) = 0;
    /// A line for the history; the oldest goes when there are too many.
    virtual void remember(const std::string& line) = 0;
};

}  // namespace supervise::sys
