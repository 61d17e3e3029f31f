#include "report/diff.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/edit_script.hpp"
#include "report/printable.hpp"

namespace deployer::report {
namespace {

constexpr std::size_t context = 3;

/// With their line ends, so that a missing last one is a difference.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

bool is_text(std::string_view bytes) {
    return bytes.find('\0') == std::string_view::npos && is_utf8(bytes);
}

/// "3,4"; without a length when it is one line; an empty range is said by the line before it.
std::string range(std::size_t lines_before, std::size_t count) {
    if (count == 1)
        return fmt::format("{}", lines_before + 1);
    return fmt::format("{},{}", count == 0 ? lines_before : lines_before + 1, count);
}

bool is_change(const Edit& edit) {
    return edit.kind != Edit::Kind::keep;
}

/// Behind the last edit of the hunk whose first change is at `change`: changes with no more than twice the
/// context between them share one.
std::size_t hunk_end(const std::vector<Edit>& edits, std::size_t change) {
    std::size_t end = change + 1;
    for (std::size_t i = change; i < edits.size() && i <= end - 1 + 2 * context + 1; ++i)
        if (is_change(edits[i]))
            end = i + 1;
    return std::min(end + context, edits.size());
}

void append_line(std::string& out, const Edit& edit) {
    out += edit.kind == Edit::Kind::keep ? ' ' : edit.kind == Edit::Kind::remove ? '-' : '+';
    out += edit.line;
    if (!edit.line.ends_with('\n'))
        out += "\n\\ No newline at end of file\n";
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view path) {
    if (before == after)
        return {};
    if (!is_text(before) || !is_text(after))
        return fmt::format("the content of {} differs and is not text\n", path);

    std::string out = fmt::format("--- before: {}\n+++ after: {}\n", path, path);
    const std::vector<Edit> edits = edit_script(lines_of(before), lines_of(after));
    std::size_t old_line = 0;
    std::size_t new_line = 0;
    std::size_t at = 0;
    const auto skip_to = [&](std::size_t end) {
        for (; at < end; ++at) {
            old_line += edits[at].kind != Edit::Kind::insert ? 1U : 0U;
            new_line += edits[at].kind != Edit::Kind::remove ? 1U : 0U;
        }
    };
    for (;;) {
        std::size_t change = at;
        while (change < edits.size() && !is_change(edits[change]))
            ++change;
        if (change == edits.size())
            return out;
        skip_to(std::max(at, change - std::min(change, context)));
        const std::size_t begin = at;
        const std::size_t old_begin = old_line;
        const std::size_t new_begin = new_line;
        skip_to(hunk_end(edits, change));
        out += fmt::format("@@ -{} +{} @@\n", range(old_begin, old_line - old_begin),
                           range(new_begin, new_line - new_begin));
        for (std::size_t i = begin; i < at; ++i)
            append_line(out, edits[i]);
    }
}

}  // namespace deployer::report
