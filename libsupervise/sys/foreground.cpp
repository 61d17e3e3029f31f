#include "sys/foreground.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include <fmt/core.h>

#include "sys/fd.hpp"
#include "sys/own_process.hpp"

namespace supervise::sys {
namespace {

/// What a terminal sends is for the program in front, as in system(3).
class TerminalSignals {
public:
    TerminalSignals() {
        struct sigaction ignored = {};
        ignored.sa_handler = SIG_IGN;
        ::sigaction(SIGINT, &ignored, &interrupt_);
        ::sigaction(SIGQUIT, &ignored, &quit_);
    }
    ~TerminalSignals() {
        ::sigaction(SIGINT, &interrupt_, nullptr);
        ::sigaction(SIGQUIT, &quit_, nullptr);
    }
    TerminalSignals(const TerminalSignals&) = delete;
    TerminalSignals& operator=(const TerminalSignals&) = delete;

private:
    struct sigaction interrupt_ = {};
    struct sigaction quit_ = {};
};

std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment_with(const std::vector<std::pair<std::string, std::string>>& replaced) {
    std::vector<std::string> result;
    for (const auto& [name, value] : environment_variables())
        if (std::none_of(replaced.begin(), replaced.end(),
                         [&name = name](const auto& one) { return one.first == name; }))
            result.push_back(fmt::format("{}={}", name, value));
    for (const auto& [name, value] : replaced)
        result.push_back(fmt::format("{}={}", name, value));
    return result;
}

/// In the child: nothing but calls that are safe there.
[[noreturn]] void become(char* const* argv, char* const* environment, const char* folder, int report) {
    struct sigaction usual = {};
    usual.sa_handler = SIG_DFL;
    for (const int signal : {SIGINT, SIGQUIT, SIGPIPE})
        ::sigaction(signal, &usual, nullptr);
    if (::chdir(folder) == 0)
        ::execvpe(*argv, argv, environment);
    const int code = errno;
    [[maybe_unused]] const ssize_t written = ::write(report, &code, sizeof code);
    constexpr int cannot_run = 127;
    ::_exit(cannot_run);
}

}  // namespace

Result<int> run_in_foreground(const std::vector<std::string>& argv, const std::string& folder,
                              const std::vector<std::pair<std::string, std::string>>& environment) {
    auto report = make_pipe();
    if (!report)
        return tl::unexpected(std::move(report.error()));
    std::vector<std::string> words = argv;
    std::vector<std::string> variables = environment_with(environment);
    const auto word_pointers = pointers_to(words);
    const auto variable_pointers = pointers_to(variables);
    const TerminalSignals signals;
    const pid_t pid = ::fork();
    if (pid < 0)
        return fail_errno(fmt::format("run '{}'", argv.front()), errno);
    if (pid == 0)
        become(word_pointers.data(), variable_pointers.data(), folder.c_str(), report->write_end.get());
    report->write_end.reset();
    int code = 0;
    const Transfer told = read_some(report->read_end.get(), reinterpret_cast<char*>(&code), sizeof code);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return fail_errno(fmt::format("wait for '{}'", argv.front()), errno);
    if (told.outcome != Transfer::Outcome::end)
        return fail_errno(fmt::format("run '{}'", argv.front()), code);
    constexpr int by_signal = 128;
    return WIFSIGNALED(status) ? by_signal + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace supervise::sys
