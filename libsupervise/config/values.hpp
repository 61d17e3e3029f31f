/// Value types of the configuration and of command-line options, with Supervisor's error texts (CFG-080 to
/// CFG-096). Those that look at files or accounts are in surroundings.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/fault.hpp"
#include "config/model.hpp"

namespace supervise::config {

/// yes/true/on/1, no/false/off/0 in any case (CFG-080).
Parsed<bool> boolean(std::string_view text);

/// Python's int(text) (CFG-081). Larger numbers than fit become the largest that does: Supervisor's have no
/// bounds, and what they mean (seconds, retries, files) is the same from there on.
Parsed<int> integer(std::string_view text);
Parsed<std::int64_t> wide_integer(std::string_view text);

/// An integer, or one with KB, MB or GB (CFG-082).
Parsed<std::int64_t> byte_size(std::string_view text);

/// A number with s, m, h, d or w behind it, or 0; in seconds.
Parsed<std::int64_t> duration(std::string_view text);

/// gzip or none: are the backups of logs compressed?
Parsed<bool> compression(std::string_view text);

/// Mode bits (CFG-083), 0 to 07777.
Parsed<unsigned> octal(std::string_view text);

/// Number of log::Level (CFG-086).
Parsed<int> log_level(std::string_view text);
std::vector<std::string_view> log_level_names();

/// Signal number from a number or a name (CFG-087).
Parsed<int> signal_number(std::string_view text);

/// The names that signal_number() knows, without SIG; the usual ones first.
std::span<const std::string_view> signal_names();

/// Comma list of 0 to 255 (CFG-088).
Parsed<std::vector<int>> exit_codes(std::string_view text);

/// CFG-089.
Parsed<Autorestart> autorestart(std::string_view text);

/// Program, process or group name, stripped (CFG-094).
Parsed<std::string> process_or_group_name(std::string_view text);

/// Comma list, each part stripped; empty text is an empty list (CFG-095).
std::vector<std::string> string_list(std::string_view text);

/// 1 to 65535, with the bare integer or bound errors of CFG-093.
Parsed<std::uint16_t> port_number(std::string_view text);

struct InetAddress {
    std::string host;  ///< lower case; empty: all interfaces
    std::uint16_t port = 0;
};
/// host:port, *:port or port (CFG-093).
Parsed<InetAddress> inet_address(std::string_view text);

/// Is what listens on this host of an address reachable from this machine only? An unknown name is not.
bool is_loopback(std::string_view host);

/// 1.2 or 1.3.
Parsed<sys::TlsVersion> tls_version(std::string_view text);

/// A URL for -s: a scheme, and a host or a path (CFG-096). Returned unchanged.
Parsed<std::string> url(std::string_view text);

/// KEY=value,KEY2="value 2" (CFG-100 to CFG-107). Later duplicates replace earlier ones in place.
Parsed<Environment> environment(std::string_view text);

/// `base` with the variables of `own` put on top, as dict.update does (CFG-166).
Environment merged(const Environment& base, const Environment& own);

/// An integer as Python's int(text, base) reads it, for callers that look at the digits themselves.
struct PythonInteger {
    bool negative = false;
    std::string digits;  ///< in that base, without sign, underscores and leading zeros
    std::string shown() const { return (negative ? "-" : "") + digits; }
};
std::optional<PythonInteger> python_integer(std::string_view text, int base = 10);

}  // namespace supervise::config
