/// The whole terminal, for as long as the object lives: the other screen of it, without a cursor, keys as
/// they are typed. Afterwards everything is as it was.
#pragma once

#include <optional>
#include <vector>

#include "supervisorctl/output.hpp"
#include "supervisorctl/screen/line.hpp"
#include "sys/screen.hpp"

namespace supervise::ctl::screen {

/// Can this be done with what the program writes to? (A terminal, and one that is not dumb.)
bool fills_terminal(const Output& out);

class Screen {
public:
    /// `keys` is where keys come from.
    Screen(Output& out, int keys);
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    sys::TerminalSize size() const;
    void show(const std::vector<Line>& lines);
    /// Gives the terminal back, stops the program as Ctrl-Z does, and takes the terminal again.
    void suspend();

private:
    void enter();
    void leave();

    Output& out_;
    int keys_fd_;
    bool colours_;
    std::optional<sys::KeyByKey> keys_;
};

}  // namespace supervise::ctl::screen
