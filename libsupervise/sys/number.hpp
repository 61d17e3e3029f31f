/// Numbers that are written as text, as std::from_chars reads them: no blanks, no plus sign, no locale.
#pragma once

#include <charconv>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace supervise {

/// The number at the beginning of a text.
template <typename Number>
struct LeadingNumber {
    Number value{};
    std::size_t length = 0;  ///< of what was read; 0 when the text begins with no number
    bool fits = false;       ///< into the type; false as well when there is none
    bool is_out_of_range() const { return length > 0 && !fits; }
};

template <typename Number>
LeadingNumber<Number> leading_number(std::string_view text, int base = 10) {
    LeadingNumber<Number> read;
    const char* const end = std::to_address(text.end());
    std::from_chars_result result{};
    if constexpr (std::is_floating_point_v<Number>)
        result = std::from_chars(text.data(), end, read.value);
    else
        result = std::from_chars(text.data(), end, read.value, base);
    read.length = static_cast<std::size_t>(result.ptr - text.data());
    read.fits = result.ec == std::errc();
    return read;
}

/// `text`, when all of it is one number that fits.
template <typename Number>
std::optional<Number> whole_number(std::string_view text, int base = 10) {
    const auto read = leading_number<Number>(text, base);
    return read.fits && read.length == text.size() ? std::optional(read.value) : std::nullopt;
}

}  // namespace supervise
