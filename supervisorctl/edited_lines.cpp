#include "supervisorctl/edited_lines.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "supervisorctl/columns.hpp"
#include "supervisorctl/limits.hpp"
#include "supervisorctl/terminal_text.hpp"
#include "sys/terminal.hpp"

namespace supervise::ctl {
namespace {

constexpr int terminal_fd = 1;
constexpr std::size_t usual_width = 80;

std::string table_of(std::vector<std::string> words, std::size_t width) {
    const std::size_t left_out = words.size() - std::min(words.size(), limits::max_shown_completions);
    words.resize(words.size() - left_out);
    for (std::string& word : words) {
        word = harmless(word);
    }
    std::string text;
    for (const std::string& row :
         in_columns(std::vector<std::string_view>(words.begin(), words.end()), width)) {
        text += row;
        text += '\n';
    }
    if (left_out > 0) {
        text += fmt::format("... and {} more\n", left_out);
    }
    return text;
}

}  // namespace

sys::LineEditor::Completion press_tab(std::string_view before, bool again, Names& names, std::size_t width) {
    std::vector<std::string> words = completions(before, names);
    if (words.empty()) {
        return {};
    }
    const std::size_t typed = last_word(before).size();
    if (words.size() == 1) {
        return {words.front().substr(typed) + " ", {}};
    }
    const std::string common = common_prefix(words);
    if (common.size() > typed) {
        return {common.substr(typed), {}};
    }
    return again ? sys::LineEditor::Completion{{}, table_of(std::move(words), width)}
                 : sys::LineEditor::Completion{};
}

Result<std::unique_ptr<EditedLines>> EditedLines::open(Output& out, DaemonNames::Connect connect,
                                                       std::string history_path) {
    auto lines = std::make_unique<EditedLines>(Unopened(), out, std::move(connect), std::move(history_path));
    auto editor = sys::LineEditor::open(
        limits::max_history_lines, [names = &lines->names_](std::string_view before, bool again) {
            // The last column stays free: some terminals wrap there.
            return press_tab(before, again, *names, sys::terminal_width(terminal_fd, usual_width) - 1);
        });
    if (!editor) {
        return tl::unexpected(editor.error());
    }
    lines->editor_ = std::move(*editor);
    const auto earlier = lines->history_.read();
    if (!earlier) {
        lines->complain("read", earlier.error());
        return lines;
    }
    for (const std::string& line : *earlier) {
        lines->editor_->remember(line);
    }
    return lines;
}

std::optional<std::string> EditedLines::next(std::string_view prompt) {
    using End = sys::LineEditor::Read::End;
    out_.flush();
    for (;;) {
        names_.forget();
        auto read = editor_->read(std::string(prompt));
        if (read.end == End::line) {
            remember(read.text);
            return std::move(read.text);
        }
        // Ctrl-C drops what has been typed; where nothing has been, it leaves (CTL-081).
        if (read.end == End::input || read.text.empty()) {
            return std::nullopt;
        }
    }
}

void EditedLines::remember(const std::string& line) {
    if (!is_worth_keeping(line)) {
        return;
    }
    editor_->remember(line);
    if (auto added = history_.add(line); !added) {
        complain("written", added.error());
    }
}

void EditedLines::complain(std::string_view what, const Error& error) {
    if (!std::exchange(has_complained_, true)) {
        out_.line(fmt::format("The history file cannot be {}: {}", what, error.message));
        out_.flush();
    }
}

}  // namespace supervise::ctl
