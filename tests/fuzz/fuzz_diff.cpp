/// Two texts, parted by a line of ====, as the content of a file before and after: the difference leads from
/// one to the other, and on a terminal neither of them is more than text.
#include <cstdint>
#include <string>

#include "config/text.hpp"
#include "expect.hpp"
#include "report/diff.hpp"
#include "report/edit_script.hpp"
#include "report/printable.hpp"

using namespace supervise;
using namespace deployer::report;
using fuzz::expect;

namespace {

void expect_leads_over(std::string_view before, std::string_view after) {
    const auto from = config::split_at(before, '\n');
    const auto to = config::split_at(after, '\n');
    std::size_t removed = 0, inserted = 0;
    for (const Edit& edit : edit_script(from, to)) {
        if (edit.kind != Edit::Kind::insert)
            expect(removed < from.size() && from[removed++] == edit.line);
        if (edit.kind != Edit::Kind::remove)
            expect(inserted < to.size() && to[inserted++] == edit.line);
    }
    expect(removed == from.size() && inserted == to.size());
}

void expect_no_controls(const std::string& shown, bool tabs) {
    expect(is_utf8(shown));
    for (const char c : shown)
        expect((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) || (tabs && c == '\t'));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    constexpr std::string_view separator = "\n====\n";
    const std::size_t end = text.find(separator);
    const std::string_view before = text.substr(0, end);
    const std::string_view after =
        end == std::string_view::npos ? std::string_view() : text.substr(end + separator.size());
    expect_leads_over(before, after);
    const std::string diff = unified_diff(before, after, "/etc/x");
    expect(diff.empty() == (before == after));
    expect(diff.empty() || diff.ends_with('\n'));
    expect_no_controls(printable(text), false);
    for (const std::string_view line : config::split_at(text, '\n'))
        expect_no_controls(printable_line(line), true);
    return 0;
}
