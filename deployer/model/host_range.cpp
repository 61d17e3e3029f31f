// Ansible's ranges of host names: h[1:9], h[01:20:2], h[a:f].
#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "config/text.hpp"
#include "model/ansible_inventory.hpp"
#include "model/limits.hpp"
#include "model/reading.hpp"
#include "sys/number.hpp"

namespace deployer::model {

namespace {

struct Range {
    bool letters = false;
    std::size_t first = 0, last = 0, step = 1;
    std::size_t width = 0;  ///< of numbers with leading zeros; 0: none
};

std::optional<std::size_t> number(std::string_view text) {
    return supervise::whole_number<std::size_t>(text);
}

bool is_letter(std::string_view text) {
    return text.size() == 1 && ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z'));
}

std::optional<Range> parse_range(std::string_view text) {
    const auto parts = supervise::config::split_at(text, ':');
    if (parts.size() < 2 || parts.size() > 3)
        return std::nullopt;
    const std::string_view from = parts[0].empty() ? "0" : parts[0];
    const std::string_view to = parts[1];
    Range range;
    if (is_letter(from) && is_letter(to)) {
        range.letters = true;
        range.first = static_cast<unsigned char>(from[0]);
        range.last = static_cast<unsigned char>(to[0]);
    } else {
        const auto first = number(from), last = number(to);
        if (!first || !last)
            return std::nullopt;
        range.first = *first;
        range.last = *last;
        if (from.size() > 1 && from.front() == '0')
            range.width = from.size();
        if (range.width != 0 && range.width != to.size())
            return std::nullopt;
    }
    const auto step = parts.size() == 3 ? number(parts[2]) : std::optional<std::size_t>(1);
    if (!step || *step == 0 || range.first > range.last ||
        (range.last - range.first) / *step >= limits::max_hosts)
        return std::nullopt;
    range.step = *step;
    return range;
}

std::string shown(const Range& range, std::size_t value) {
    if (range.letters)
        return std::string(1, static_cast<char>(value));
    return fmt::format("{:0{}}", value, range.width);
}

}  // namespace

HostNamesOrFault expand_range(std::string_view pattern) {
    if (std::count(pattern.begin(), pattern.end(), '[') > limits::max_ranges)
        return {{}, fmt::format("'{}' has more than {} ranges", quoted(pattern), limits::max_ranges)};
    std::vector<std::string> names{""};
    std::string_view rest = pattern;
    for (std::size_t open = rest.find('['); open != std::string_view::npos; open = rest.find('[')) {
        const std::size_t close = rest.find(']', open);
        const auto range = close == std::string_view::npos
                               ? std::nullopt
                               : parse_range(rest.substr(open + 1, close - open - 1));
        if (!range)
            return {{}, fmt::format("'{}' is no range of hosts", quoted(pattern))};
        const std::size_t count = (range->last - range->first) / range->step + 1;
        if (count * names.size() > limits::max_hosts)
            return {{}, fmt::format("'{}' is more than {} hosts", quoted(pattern), limits::max_hosts)};
        std::vector<std::string> longer;
        for (const std::string& name : names)
            for (std::size_t i = 0; i < count; ++i)
                longer.push_back(name + std::string(rest.substr(0, open)) +
                                 shown(*range, range->first + i * range->step));
        names = std::move(longer);
        rest.remove_prefix(close + 1);
    }
    for (std::string& name : names)
        name += rest;
    return {std::move(names), {}};
}

}  // namespace deployer::model
