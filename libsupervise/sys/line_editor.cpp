#include "sys/line_editor.hpp"

#include <dlfcn.h>
#include <histedit.h>
#include <langinfo.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cwchar>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "sys/fd.hpp"
#include "sys/signals.hpp"

namespace supervise::sys {
namespace {

constexpr const char* library_name = "libedit.so.2";
constexpr int input_fd = 0;

constexpr wchar_t control_c = 3;
/// What a keyboard without a meaning for a byte sends: it is shown, and the line goes on.
constexpr wchar_t replacement = L'?';

/// libedit's functions, found by name.
struct Library {
    decltype(&::el_init) init = nullptr;
    decltype(&::el_end) end = nullptr;
    decltype(&::el_gets) gets = nullptr;
    decltype(&::el_set) set = nullptr;
    decltype(&::el_wset) wset = nullptr;
    decltype(&::el_line) line = nullptr;
    decltype(&::el_cursor) cursor = nullptr;
    decltype(&::el_insertstr) insert = nullptr;
    decltype(&::el_deletestr) erase = nullptr;
    decltype(&::el_resize) resize = nullptr;
    decltype(&::el_source) source = nullptr;
    decltype(&::history_init) history_init = nullptr;
    decltype(&::history_end) history_end = nullptr;
    decltype(&::history) history = nullptr;
};

template <typename Function>
bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
    return function != nullptr;
}

Result<Library> load_library() {
    // Never unloaded: another editor may follow.
    void* library = ::dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        return fail(fmt::format("{}; install libedit2", ::dlerror()));
    Library found;
    const bool is_complete =
        find(library, "el_init", found.init) && find(library, "el_end", found.end) &&
        find(library, "el_gets", found.gets) && find(library, "el_set", found.set) &&
        find(library, "el_wset", found.wset) && find(library, "el_line", found.line) &&
        find(library, "el_cursor", found.cursor) && find(library, "el_insertstr", found.insert) &&
        find(library, "el_deletestr", found.erase) && find(library, "el_resize", found.resize) &&
        find(library, "el_source", found.source) && find(library, "history_init", found.history_init) &&
        find(library, "history_end", found.history_end) && find(library, "history", found.history);
    if (!is_complete)
        return fail(fmt::format("{} has not all the functions of libedit", library_name));
    return found;
}

/// libedit works with characters, and names of programs are UTF-8.
void use_utf8_where_nothing_is_said() {
    ::setlocale(LC_CTYPE, "");
    if (std::string_view(::nl_langinfo(CODESET)) == "ANSI_X3.4-1968")
        ::setlocale(LC_CTYPE, "C.UTF-8");
}

class Editline final : public LineEditor {
public:
    Editline(const Library& library, Complete complete)
        : library_(library),
          complete_(std::move(complete)),
          history_(library.history_init(), library.history_end),
          // Standard streams: libedit keeps what it shows in stdio's buffer.
          editor_(library.init("supervisorctl", stdin, stdout, stderr), library.end) {}

    /// Once, before anything else. False: libedit does not want this terminal.
    bool prepare(std::size_t max_history) {
        if (!editor_ || !history_)
            return false;
        HistEvent event{};
        library_.history(history_.get(), &event, H_SETSIZE, static_cast<int>(max_history));
        library_.history(history_.get(), &event, H_SETUNIQUE, 1);
        current = this;
        set(EL_PROMPT, &Editline::prompt_of);
        set(EL_HIST, library_.history, history_.get());
        library_.wset(editor_.get(), EL_GETCFN, &Editline::next_character_of);
        bind_keys();
        return true;
    }
    ~Editline() override { current = nullptr; }
    Editline(const Editline&) = delete;
    Editline& operator=(const Editline&) = delete;

    Read read(const std::string& prompt) override {
        prompt_ = prompt;
        cancelled_line_.reset();
        last_completed_.clear();
        ending_signal_ = 0;
        const std::optional<std::string> line = edit();
        if (ending_signal_ != 0) {
            std::fputc('\n', stdout);
            std::fflush(stdout);
            ::raise(ending_signal_);
        }
        if (cancelled_line_)
            return {Read::End::cancelled, std::move(*cancelled_line_)};
        return line ? Read{Read::End::line, *line} : Read{};
    }

    void remember(const std::string& line) override {
        HistEvent event{};
        library_.history(history_.get(), &event, H_ENTER, line.c_str());
    }

private:
    template <typename... Values>
    void set(int what, Values... values) {
        library_.set(editor_.get(), what, values...);
    }

    void bind(const char* key, const char* function) {
        set(EL_BIND, key, function, static_cast<const char*>(nullptr));
    }

    /// By the wide call: the other one copies the texts and never frees them.
    void add_function(const wchar_t* name, const wchar_t* help, unsigned char (*function)(EditLine*, int)) {
        library_.wset(editor_.get(), EL_ADDFN, name, help, function);
    }

    void bind_keys() {
        set(EL_EDITOR, "emacs");
        bind("^R", "em-inc-search-prev");
        bind("^W", "ed-delete-prev-word");
        bind("\\e[3~", "ed-delete-next-char");
        bind("\\e[1~", "ed-move-to-beg");
        bind("\\e[4~", "ed-move-to-end");
        bind("\\e[1;5D", "ed-prev-word");
        bind("\\e[1;5C", "em-next-word");
        // The user's own, which may choose vi's keys; Tab, Ctrl-C and Ctrl-D are ours in either.
        library_.source(editor_.get(), nullptr);
        add_function(L"supervise-complete", L"Complete the word", &Editline::complete_for);
        add_function(L"supervise-cancel", L"Drop the line", &Editline::cancel_for);
        add_function(L"supervise-delete", L"Delete the character, or end", &Editline::remove_for);
        bind("^I", "supervise-complete");
        bind("^C", "supervise-cancel");
        bind("^D", "supervise-delete");
    }

    /// Until the line ends, with the terminal in libedit's hands.
    std::optional<std::string> edit() {
        auto signals = HeldSignals::hold({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH});
        if (!signals)
            return std::nullopt;
        signals_ = &*signals;
        // Before the prompt: whoever sees it may type, and what is typed must not be shown twice.
        enter_terminal_mode();
        library_.resize(editor_.get());
        int size = 0;
        const char* line = library_.gets(editor_.get(), &size);
        signals_ = nullptr;
        if (line == nullptr || size <= 0)
            return std::nullopt;
        std::string_view text(line, static_cast<std::size_t>(size));
        if (text.ends_with('\n'))
            text.remove_suffix(1);
        return std::string(text);
    }

    /// For libedit: 1 and a character, 0 at the end of input, -1 for no more.
    int next_character(wchar_t& character) {
        for (;;) {
            if (ends_line_) {
                ends_line_ = false;
                character = L'\n';
                return 1;
            }
            std::array<pollfd, 2> polled{{{signals_->fd(), POLLIN, 0}, {input_fd, POLLIN, 0}}};
            if (::poll(polled.data(), polled.size(), -1) < 0) {
                if (errno == EINTR)
                    continue;
                return -1;
            }
            if (polled[0].revents != 0) {
                const bool is_interrupted = attend_signals();
                if (ending_signal_ != 0)
                    return -1;
                if (is_interrupted) {
                    character = control_c;
                    return 1;
                }
                continue;
            }
            const std::optional<int> outcome = read_byte(character);
            if (outcome)
                return *outcome;
        }
    }

    /// Nothing: the character is not complete.
    std::optional<int> read_byte(wchar_t& character) {
        char byte = 0;
        const Transfer transfer = read_some(input_fd, &byte, 1);
        if (transfer.outcome == Transfer::Outcome::would_block)
            return std::nullopt;
        if (transfer.outcome != Transfer::Outcome::some)
            return 0;
        const std::size_t taken = std::mbrtowc(&character, &byte, 1, &decoding_);
        constexpr auto incomplete = static_cast<std::size_t>(-2);
        constexpr auto invalid = static_cast<std::size_t>(-1);
        if (taken == incomplete)
            return std::nullopt;
        if (taken == invalid) {
            decoding_ = {};
            character = replacement;
        }
        return 1;
    }

    /// True for Ctrl-C.
    bool attend_signals() {
        bool is_interrupted = false;
        for (const int signal : signals_->take()) {
            switch (signal) {
            case SIGINT:
                is_interrupted = true;
                break;
            case SIGWINCH:
                library_.resize(editor_.get());
                break;
            case SIGTSTP:
                leave_terminal();
                signals_->let_through(SIGTSTP);
                signals_->take();  // SIGCONT, which has done its work
                enter_terminal();
                break;
            case SIGCONT:  // after a stop that nobody announced, by SIGSTOP
                leave_terminal();
                enter_terminal();
                break;
            default:
                ending_signal_ = signal;
            }
        }
        return is_interrupted;
    }

    void leave_terminal() { set(EL_PREP_TERM, 0); }
    void enter_terminal_mode() { set(EL_PREP_TERM, 1); }
    void enter_terminal() {
        enter_terminal_mode();
        library_.resize(editor_.get());
        set(EL_REFRESH, 0);
    }

    std::string_view before_cursor() const {
        const LineInfo* info = library_.line(editor_.get());
        return {info->buffer, static_cast<std::size_t>(info->cursor - info->buffer)};
    }

    unsigned char complete() {
        std::string before(before_cursor());
        const Completion completion = complete_(before, before == last_completed_);
        if (!completion.show.empty()) {
            std::fputc('\n', stdout);
            std::fwrite(completion.show.data(), 1, completion.show.size(), stdout);
            set(EL_REFRESH, 0);
        }
        if (!completion.insert.empty())
            library_.insert(editor_.get(), completion.insert.c_str());
        last_completed_ = before_cursor();
        if (!completion.insert.empty())
            return CC_REFRESH;
        return completion.show.empty() ? CC_REFRESH_BEEP : CC_NORM;
    }

    unsigned char cancel() {
        const LineInfo* info = library_.line(editor_.get());
        cancelled_line_.emplace(info->buffer, info->lastchar);
        if (cancelled_line_->empty())
            return CC_EOF;
        // Behind the text, as a shell shows it; the line then ends like any other.
        library_.cursor(editor_.get(), static_cast<int>(info->lastchar - info->cursor));
        library_.insert(editor_.get(), "^C");
        ends_line_ = true;
        return CC_REFRESH;
    }

    /// libedit's own Ctrl-D shows itself.
    unsigned char remove() {
        const LineInfo* info = library_.line(editor_.get());
        if (info->lastchar == info->buffer)
            return CC_EOF;
        if (info->cursor == info->lastchar)
            return CC_ERROR;
        library_.cursor(editor_.get(), 1);
        library_.erase(editor_.get(), 1);
        return CC_REFRESH;
    }

    static const char* prompt_of(EditLine*) { return current->prompt_.c_str(); }
    static int next_character_of(EditLine*, wchar_t* character) {
        return current->next_character(*character);
    }
    static unsigned char complete_for(EditLine*, int) { return current->complete(); }
    static unsigned char remove_for(EditLine*, int) { return current->remove(); }
    static unsigned char cancel_for(EditLine*, int) { return current->cancel(); }

    /// What libedit calls back gets no word about whom it is for.
    static Editline* current;

    Library library_;
    Complete complete_;
    std::unique_ptr<History, decltype(&::history_end)> history_;
    std::unique_ptr<EditLine, decltype(&::el_end)> editor_;
    HeldSignals* signals_ = nullptr;  ///< while a line is read
    std::string prompt_;
    std::string last_completed_;
    std::optional<std::string> cancelled_line_;
    bool ends_line_ = false;
    int ending_signal_ = 0;
    std::mbstate_t decoding_{};
};

Editline* Editline::current = nullptr;

}  // namespace

Result<std::unique_ptr<LineEditor>> LineEditor::open(std::size_t max_history, Complete complete) {
    auto library = load_library();
    if (!library)
        return tl::unexpected(library.error());
    use_utf8_where_nothing_is_said();
    auto editor = std::make_unique<Editline>(*library, std::move(complete));
    if (!editor->prepare(max_history))
        return fail("libedit cannot work with this terminal");
    return editor;
}

}  // namespace supervise::sys
