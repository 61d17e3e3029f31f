/// "Did you mean": the known name nearest to a mistyped one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace supervise::config {

/// Edits (insert, remove, replace, swap neighbours) that turn one text into the other, or more than `limit`.
std::size_t edit_distance(std::string_view from, std::string_view to, std::size_t limit);

/// The candidate near enough to be what was meant, if any: at most a third of the letters differ. The first
/// of equally near ones.
std::optional<std::string> closest(std::string_view word, const std::vector<std::string>& candidates);
std::optional<std::string> closest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace supervise::config
