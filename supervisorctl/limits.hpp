/// Bounds of what one command asks of a server.
#pragma once

#include <chrono>
#include <cstddef>

namespace supervise::ctl::limits {

/// Calls that wait for their answers at the same time. Each has a connection, of which servers allow one
/// client a limited number; two such commands at once should get through.
inline constexpr std::size_t calls_at_once = 16;

/// Between two looks at what has become of many processes. The first comes soon; looking takes no more than a
/// tenth of anybody's time.
inline constexpr std::chrono::milliseconds first_look{20};
inline constexpr std::chrono::milliseconds longest_look{500};
inline constexpr int look_share = 10;

}  // namespace supervise::ctl::limits
