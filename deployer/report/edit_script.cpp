#include "report/edit_script.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace deployer::report {
namespace {

using Lines = std::span<const std::string_view>;
/// Of one number of edits: for each diagonal (from -edits to +edits) how far in `before` one gets.
using Row = std::vector<int>;

/// How far one gets on diagonal `k` with `edits` edits, given the row before; and whether the last of them
/// inserts.
struct Step {
    int x = 0;
    bool inserts = false;
};

Step step(const Row& last, int edits, int k) {
    const auto at = [&](int diagonal) { return last[static_cast<std::size_t>(diagonal + edits - 1)]; };
    const bool inserts = k == -edits || (k != edits && at(k - 1) < at(k + 1));
    return inserts ? Step{at(k + 1), true} : Step{at(k - 1) + 1, false};
}

/// The rows up to the one that reaches the end; none when that takes too many edits.
std::optional<std::vector<Row>> search(Lines before, Lines after) {
    const int n = static_cast<int>(before.size());
    const int m = static_cast<int>(after.size());
    std::vector<Row> rows;
    for (int edits = 0; edits <= std::min(n + m, max_edits); ++edits) {
        Row row(2 * static_cast<std::size_t>(edits) + 1, 0);
        for (int k = -edits; k <= edits; k += 2) {
            int x = edits == 0 ? 0 : step(rows.back(), edits, k).x;
            int y = x - k;
            while (x < n && y >= 0 && y < m &&
                   before[static_cast<std::size_t>(x)] == after[static_cast<std::size_t>(y)]) {
                ++x;
                ++y;
            }
            const int place = k + edits;
            row[static_cast<std::size_t>(place)] = x;
            if (x >= n && y >= m) {
                rows.push_back(std::move(row));
                return rows;
            }
        }
        // Diagonals of the other parity are never reached with this number of edits; step() does not ask.
        rows.push_back(std::move(row));
    }
    return std::nullopt;
}

std::vector<Edit> replaced(Lines before, Lines after) {
    std::vector<Edit> edits;
    for (const std::string_view line : before)
        edits.push_back({Edit::Kind::remove, line});
    for (const std::string_view line : after)
        edits.push_back({Edit::Kind::insert, line});
    return edits;
}

std::vector<Edit> shortest(Lines before, Lines after) {
    const auto rows = search(before, after);
    if (!rows)
        return replaced(before, after);
    std::vector<Edit> backwards;
    int x = static_cast<int>(before.size());
    int y = static_cast<int>(after.size());
    for (int edits = static_cast<int>(rows->size()) - 1; edits > 0; --edits) {
        const Step last = step((*rows)[static_cast<std::size_t>(edits - 1)], edits, x - y);
        const int reached = last.x;
        while (x > reached) {
            --x;
            --y;
            backwards.push_back({Edit::Kind::keep, before[static_cast<std::size_t>(x)]});
        }
        if (last.inserts)
            backwards.push_back({Edit::Kind::insert, after[static_cast<std::size_t>(--y)]});
        else
            backwards.push_back({Edit::Kind::remove, before[static_cast<std::size_t>(--x)]});
    }
    while (x > 0)
        backwards.push_back({Edit::Kind::keep, before[static_cast<std::size_t>(--x)]});
    std::reverse(backwards.begin(), backwards.end());
    return backwards;
}

/// Within a run of changes, removals first, as readers expect; their order among themselves stays.
void sort_runs(std::vector<Edit>& edits) {
    const auto is_kept = [](const Edit& edit) { return edit.kind == Edit::Kind::keep; };
    for (auto begin = edits.begin(); begin != edits.end();) {
        begin = std::find_if_not(begin, edits.end(), is_kept);
        const auto end = std::find_if(begin, edits.end(), is_kept);
        std::stable_partition(begin, end, [](const Edit& edit) { return edit.kind == Edit::Kind::remove; });
        begin = end;
    }
}

}  // namespace

std::vector<Edit> edit_script(const std::vector<std::string_view>& before,
                              const std::vector<std::string_view>& after) {
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head])
        ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;

    std::vector<Edit> edits;
    for (std::size_t i = 0; i < head; ++i)
        edits.push_back({Edit::Kind::keep, before[i]});
    std::vector<Edit> middle = shortest(Lines(before).subspan(head, before.size() - head - tail),
                                        Lines(after).subspan(head, after.size() - head - tail));
    sort_runs(middle);
    edits.insert(edits.end(), middle.begin(), middle.end());
    for (std::size_t i = before.size() - tail; i < before.size(); ++i)
        edits.push_back({Edit::Kind::keep, before[i]});
    return edits;
}

}  // namespace deployer::report
