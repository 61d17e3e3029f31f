/// What a program that fills the whole screen asks of its terminal.
#pragma once

#include <memory>
#include <optional>

namespace supervise::sys {

/// While one exists, keys typed at terminal `fd` come one by one, as they are typed, and are not shown.
/// Ctrl-C and its like stay signals. Without effect on what is not a terminal.
class KeyByKey {
public:
    explicit KeyByKey(int fd);
    ~KeyByKey();
    KeyByKey(const KeyByKey&) = delete;
    KeyByKey& operator=(const KeyByKey&) = delete;

private:
    struct Saved;
    std::unique_ptr<Saved> saved_;
};

struct TerminalSize {
    int columns = 0;
    int rows = 0;
};

/// Nothing for what is not a terminal or does not know.
std::optional<TerminalSize> terminal_size(int fd);

/// Stops this program as Ctrl-Z does; returns when it is to go on.
void stop_until_continued();

/// Ends this program by `signal`, as if nobody had waited for it.
void end_by_signal(int signal);

}  // namespace supervise::sys
