/// The words of HTTP: reason phrases, dates, escapes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace supervise::http {

/// "Not Found" for 404.
std::string_view reason_phrase(int status);

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110), whatever the locale.
std::string http_date(std::int64_t seconds);

/// ASCII letters only, as in header names.
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// %XX replaced by the byte; a % without two digits stays.
std::string decode_percent(std::string_view text);

}  // namespace supervise::http
