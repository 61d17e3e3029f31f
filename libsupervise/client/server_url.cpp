#include "client/server_url.hpp"

#include <algorithm>
#include <cerrno>

#include <fmt/core.h>

#include "config/text.hpp"
#include "sys/number.hpp"
#include "sys/result.hpp"

namespace supervise::client {
namespace {

constexpr std::string_view http_prefix = "http://";
constexpr std::string_view https_prefix = "https://";
constexpr std::string_view unix_prefix = "unix://";

constexpr std::uint16_t default_https_port = 443;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_scheme_character(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

std::size_t scheme_length(std::string_view url) {
    const std::size_t colon = url.find(':');
    if (colon == std::string_view::npos || colon == 0 || !is_letter(url[0])) {
        return 0;
    }
    const std::string_view scheme = url.substr(0, colon);
    return std::all_of(scheme.begin(), scheme.end(), is_scheme_character) ? colon : 0;
}

Answer<std::uint16_t> parse_port(std::string_view digits) {
    const auto port = leading_number<std::uint16_t>(digits);
    if (port.is_out_of_range()) {
        return failure(Error::Kind::bad_value, 0, "Port out of range 0-65535");
    }
    if (port.length != digits.size() || digits.empty()) {
        return failure(
            Error::Kind::bad_value, 0,
            fmt::format("Port could not be cast to integer value as {}", config::python_repr(digits)));
    }
    return port.value;
}

}  // namespace

Answer<ServerUrl> parse_server_url(std::string_view url) {
    ServerUrl parsed;
    if (url.starts_with(unix_prefix)) {
        parsed.path = url.substr(unix_prefix.size());
        if (parsed.path.empty()) {
            return failure(Error::Kind::system, ECONNREFUSED, errno_text(ECONNREFUSED));
        }
        return parsed;
    }
    parsed.tls = url.starts_with(https_prefix);
    if (parsed.tls) {
        parsed.port = default_https_port;
    } else if (!url.starts_with(http_prefix)) {
        return failure(Error::Kind::bad_value, 0, fmt::format("Unknown protocol for serverurl {}", url));
    }
    std::string_view place = url.substr(parsed.tls ? https_prefix.size() : http_prefix.size());
    place = place.substr(0, place.find_first_of("/?#"));
    const bool opens = place.find('[') != std::string_view::npos;
    if (opens != (place.find(']') != std::string_view::npos)) {
        return failure(Error::Kind::bad_value, 0, "Invalid IPv6 URL");
    }
    place.remove_prefix(place.rfind('@') + 1);  // credentials in the URL are not used (npos + 1 is 0)
    std::string_view port;
    if (place.starts_with('[')) {
        const std::size_t bracket = std::min(place.find(']'), place.size());
        parsed.host = place.substr(1, bracket - 1);
        port = place.substr(std::min(bracket + 1, place.size()));
    } else {
        const std::size_t colon = std::min(place.find(':'), place.size());
        parsed.host = place.substr(0, colon);
        port = place.substr(colon);
    }
    if (port.size() > 1) {
        const auto number = parse_port(port.substr(1));
        if (!number) {
            return tl::unexpected(number.error());
        }
        parsed.port = *number;
    }
    return parsed;
}

std::string url_scheme(std::string_view url) {
    return config::lower(url.substr(0, scheme_length(url)));
}

}  // namespace supervise::client
