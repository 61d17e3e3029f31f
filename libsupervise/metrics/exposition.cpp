#include "metrics/exposition.hpp"

#include <array>
#include <charconv>
#include <cstdlib>

#include <fmt/format.h>

#include "config/text.hpp"
#include "rpc/utf8.hpp"

namespace supervise::metrics {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// A media range of Accept, as far as the two formats care.
struct Range {
    std::string_view type;
    std::string_view version;  ///< empty: any
    double quality = 1;
};

/// Takes what is before `end` off `rest`.
std::string_view take(std::string_view& rest, char end) {
    const std::size_t at = std::min(rest.find(end), rest.size());
    const std::string_view part = rest.substr(0, at);
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return config::strip(part);
}

Range range_of(std::string_view text) {
    Range range{take(text, ';'), {}};
    while (!text.empty()) {
        std::string_view value = take(text, ';');
        const std::string_view key = take(value, '=');
        if (key == "version")
            range.version = value;
        if (key == "q")
            range.quality = std::strtod(std::string(value).c_str(), nullptr);
    }
    return range;
}

bool means(const Range& range, Format format) {
    if (format == Format::openmetrics)
        return config::lower(range.type) == "application/openmetrics-text" &&
               (range.version.empty() || range.version == "1.0.0");
    const std::string type = config::lower(range.type);
    return (type == "text/plain" && (range.version.empty() || range.version == "0.0.4")) ||
           type == "text/*" || type == "*/*";
}

}  // namespace

std::string_view media_type(Format format) {
    return format == Format::openmetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                                         : "text/plain; version=0.0.4; charset=utf-8";
}

Format preferred(std::string_view accept) {
    double text = 0, openmetrics = 0;
    while (!accept.empty()) {
        const Range range = range_of(take(accept, ','));
        if (means(range, Format::openmetrics))
            openmetrics = std::max(openmetrics, range.quality);
        if (means(range, Format::text))
            text = std::max(text, range.quality);
    }
    return openmetrics > 0 && openmetrics >= text ? Format::openmetrics : Format::text;
}

void add_label(std::string& labels, std::string_view key, std::string_view value) {
    labels.append(key).append("=\"");
    while (!value.empty()) {
        const std::size_t length = rpc::utf8_length(value);
        if (value.front() == '\n')
            labels += "\\n";
        else if (value.front() == '"' || value.front() == '\\')
            (labels += '\\') += value.front();
        else
            labels += length > 0 ? value.substr(0, length) : replacement;
        value.remove_prefix(std::max<std::size_t>(length, 1));
    }
    labels += "\",";
}

void Exposition::family(Metric metric) {
    const Row& row = row_of(metric);
    const bool text = format_ == Format::text;
    name_ = sample_name(row);
    // The older format knows samples only, and no infos.
    const std::string_view family = text ? std::string_view(name_) : row.name;
    const std::string_view type = type_name(text && row.type == Type::info ? Type::gauge : row.type);
    out_.append("# HELP ").append(family).append(" ").append(row.help);
    out_.append("\n# TYPE ").append(family).append(" ").append(type).append("\n");
    if (!text && !row.unit.empty())
        out_.append("# UNIT ").append(family).append(" ").append(row.unit).append("\n");
}

void Exposition::begin(std::string_view suffix, std::string_view labels) {
    out_.append(name_).append(suffix);
    if (!labels.empty()) {
        labels.remove_suffix(1);
        (out_ += '{').append(labels) += '}';
    }
    out_ += ' ';
}

void Exposition::number(std::int64_t value) {
    std::array<char, 24> digits;
    const char* const end = std::to_chars(digits.begin(), digits.end(), value).ptr;
    out_.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

void Exposition::seconds(std::chrono::milliseconds value) {
    constexpr int thousand = 1000;
    number(value.count() / thousand);
    const int rest = static_cast<int>(value.count() % thousand);
    const std::array digits{'.', static_cast<char>('0' + rest / 100), static_cast<char>('0' + rest / 10 % 10),
                            static_cast<char>('0' + rest % 10)};
    out_.append(digits.data(), digits.size());
}

void Exposition::part(std::string_view suffix, std::string_view labels, std::uint64_t value) {
    begin(suffix, labels);
    number(static_cast<std::int64_t>(value));
    out_ += '\n';
}

void Exposition::part(std::string_view suffix, std::chrono::nanoseconds value) {
    begin(suffix, {});
    out_ += fmt::format("{:.9f}\n", std::chrono::duration<double>(value).count());
}

void Exposition::end() {
    if (format_ == Format::openmetrics)
        out_ += "# EOF\n";
}

}  // namespace supervise::metrics
