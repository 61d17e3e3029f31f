#include "reference/template.hpp"

#include <set>

#include <fmt/core.h>

namespace supervise::reference {
namespace {

constexpr std::string_view mark_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_";

/// The name of the mark that `text`, beginning with `@`, begins with; empty: none.
std::string_view mark_name(std::string_view text) {
    const std::size_t end = text.find_first_not_of(mark_letters, 1);
    if (end == std::string_view::npos || end == 1 || text[end] != '@') {
        return {};
    }
    return text.substr(1, end - 1);
}

}  // namespace

Result<std::string> fill(std::string_view text, const Blocks& blocks) {
    std::string filled;
    std::set<std::string_view> used;
    while (!text.empty()) {
        const std::size_t at = std::min(text.find('@'), text.size());
        filled += text.substr(0, at);
        text.remove_prefix(at);
        const std::string_view name = mark_name(text);
        if (name.empty()) {
            filled += text.substr(0, 1);
            text.remove_prefix(std::min<std::size_t>(1, text.size()));
            continue;
        }
        const auto block = blocks.find(name);
        if (block == blocks.end()) {
            return fail(fmt::format("there is nothing to put for @{}@", name));
        }
        used.insert(block->first);
        filled += block->second;
        text.remove_prefix(name.size() + 2);
    }
    for (const auto& [name, block] : blocks) {
        if (!used.contains(name)) {
            return fail(fmt::format("@{}@ is missing", name));
        }
    }
    return filled;
}

}  // namespace supervise::reference
