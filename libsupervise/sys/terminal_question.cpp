#include "sys/terminal_question.hpp"

#include <fcntl.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <memory>
#include <optional>

#include "sys/connect.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"
#include "sys/terminal.hpp"

namespace supervise::sys {
namespace {

/// A terminal gives no longer line.
constexpr std::size_t max_line = 4096;

Result<std::string> read_line(int fd, std::array<Interest, 3> interests) {
    std::string line;
    while (line.size() < max_line) {
        if (auto waited = wait_for_any(interests, std::nullopt); !waited)
            return tl::unexpected(std::move(waited.error()));
        if (interests[0].ready || interests[1].ready)
            return fail("interrupted", EINTR);
        std::array<char, max_line> buffer{};
        const Transfer transfer = read_some(fd, buffer.data(), buffer.size());
        if (transfer.outcome == Transfer::Outcome::failed)
            return fail_errno("read from the terminal", transfer.code);
        line.append(buffer.data(), transfer.bytes);
        buffer.fill('\0');
        if (const std::size_t end = line.find('\n'); end != std::string::npos)
            return line.substr(0, end);
        if (transfer.outcome == Transfer::Outcome::end)
            return fail("the input ended");
    }
    return fail("the answer is too long");
}

}  // namespace

Result<std::string> ask_at_terminal(std::string_view prompt, Answer answer) {
    const Fd terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (!terminal)
        return fail("there is no terminal", errno);
    // Ctrl-C must not end the program while nothing is shown.
    const auto interrupts = HeldSignals::hold({SIGINT});
    const std::unique_ptr<EchoOff> hidden =
        answer == Answer::hidden ? std::make_unique<EchoOff>(terminal.get()) : nullptr;
    if (auto written = write_all(terminal.get(), prompt); !written)
        return tl::unexpected(std::move(written.error()));
    auto line = read_line(terminal.get(), {{{.fd = interrupts ? interrupts->fd() : -1},
                                            {.fd = hidden ? hidden->signal_fd() : -1},
                                            {.fd = terminal.get()}}});
    // The line end that was typed was not shown either.
    if (hidden)
        (void)write_all(terminal.get(), "\n");
    return line;
}

}  // namespace supervise::sys
