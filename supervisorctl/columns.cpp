#include "supervisorctl/columns.hpp"

#include <algorithm>

#include "config/text.hpp"

namespace supervise::ctl {
namespace {

constexpr std::size_t gap = 2;

std::vector<std::size_t> column_widths(std::span<const std::string_view> texts, std::size_t rows) {
    std::vector<std::size_t> widths((texts.size() + rows - 1) / rows);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        std::size_t& width = widths[i / rows];
        width = std::max(width, config::length_in_characters(texts[i]));
    }
    return widths;
}

bool fits(const std::vector<std::size_t>& widths, std::size_t width) {
    std::size_t total = gap * (widths.size() - 1);
    for (const std::size_t column : widths) {
        total += column;
    }
    return total <= width;
}

}  // namespace

std::vector<std::string> in_columns(std::span<const std::string_view> texts, std::size_t width) {
    if (texts.empty()) {
        return {};
    }
    std::size_t rows = 1;
    while (rows < texts.size() && !fits(column_widths(texts, rows), width)) {
        ++rows;
    }
    const std::vector<std::size_t> widths = column_widths(texts, rows);
    std::vector<std::string> lines(rows);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        std::string& line = lines[i % rows];
        line += texts[i];
        if (widths.size() > 1) {
            // The last cell of a row is filled up too, as Supervisor's are.
            line.append(widths[i / rows] - config::length_in_characters(texts[i]), ' ');
            line.append(i + rows < texts.size() ? gap : 0, ' ');
        }
    }
    return lines;
}

}  // namespace supervise::ctl
