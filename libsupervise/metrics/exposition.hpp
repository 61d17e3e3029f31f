/// Writes metrics in one of the two formats that Prometheus reads. A family first, then its samples.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "metrics/table.hpp"

namespace supervise::metrics {

enum class Format : std::uint8_t {
    text,         ///< of Prometheus, 0.0.4
    openmetrics,  ///< 1.0.0
};
inline constexpr std::size_t format_count = 2;

/// As in the header Content-Type.
std::string_view media_type(Format format);

/// What a header Accept prefers; the text format when there is none, or nothing in it is known.
Format preferred(std::string_view accept);

/// `key="value",` with what the value holds escaped; what is not UTF-8 becomes U+FFFD, for scrapers refuse a
/// whole answer with a byte of it.
void add_label(std::string& labels, std::string_view key, std::string_view value);

class Exposition {
public:
    Exposition(std::string& out, Format format) : out_(out), format_(format) {}

    /// What follows are samples of `metric`.
    void family(Metric metric);

    /// `labels`: as add_label() makes them, with their last comma; empty: none.
    void sample(std::string_view labels, std::integral auto value) {
        begin({}, labels);
        number(static_cast<std::int64_t>(value));
        out_ += '\n';
    }
    void sample(std::string_view labels, std::chrono::milliseconds value) {
        begin({}, labels);
        seconds(value);
        out_ += '\n';
    }
    /// Of a histogram: "_bucket", "_sum", "_count".
    void part(std::string_view suffix, std::string_view labels, std::uint64_t value);
    void part(std::string_view suffix, std::chrono::nanoseconds value);

    /// Nothing may follow.
    void end();

private:
    void begin(std::string_view suffix, std::string_view labels);
    void number(std::int64_t value);
    void seconds(std::chrono::milliseconds value);

    std::string& out_;
    Format format_;
    std::string name_;  ///< of the samples
};

}  // namespace supervise::metrics
