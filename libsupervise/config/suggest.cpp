#include "config/suggest.hpp"

#include <algorithm>
#include <array>

#include "config/limits.hpp"

namespace supervise::config {

namespace {

template <typename Text>
std::optional<std::string> closest_of(std::string_view word, const std::vector<Text>& candidates) {
    if (word.size() > limits::max_suggestion_length)
        return std::nullopt;
    const std::size_t allowed = std::max<std::size_t>(1, word.size() / 3);
    std::size_t best = allowed + 1;
    std::optional<std::string> meant;
    const std::size_t looked_at = std::min(candidates.size(), limits::max_suggestion_candidates);
    for (std::size_t i = 0; i < looked_at; ++i) {
        const Text& candidate = candidates[i];
        const std::size_t distance = edit_distance(word, candidate, allowed);
        // A word of one or two letters is near to every other one.
        if (distance < best && distance < word.size()) {
            best = distance;
            meant = std::string(candidate);
        }
    }
    return meant;
}

}  // namespace

std::size_t edit_distance(std::string_view from, std::string_view to, std::size_t limit) {
    constexpr std::size_t width = limits::max_suggestion_length + 1;
    if (from.size() >= width || to.size() >= width)
        return limit + 1;
    if ((from.size() > to.size() ? from.size() - to.size() : to.size() - from.size()) > limit)
        return limit + 1;
    std::array<std::array<std::size_t, width>, 3> rows{};
    for (std::size_t j = 0; j <= to.size(); ++j)
        rows[0][j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                row[j] = std::min(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[from.size() % 3][to.size()];
}

std::optional<std::string> closest(std::string_view word, const std::vector<std::string>& candidates) {
    return closest_of(word, candidates);
}

std::optional<std::string> closest(std::string_view word, const std::vector<std::string_view>& candidates) {
    return closest_of(word, candidates);
}

}  // namespace supervise::config
