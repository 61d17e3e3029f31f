/// Bounds of what the page and those who look at it may cost the daemon.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace supervise::web::limits {

/// Fields of a query or a form.
inline constexpr std::size_t max_fields = 64;

/// Sessions remembered. A page whose session has been forgotten asks for a new one.
inline constexpr std::size_t max_sessions = 1'024;

/// An order of the page, and the names in it: more programs than anybody has on one machine.
inline constexpr std::size_t max_order_bytes = 1024 * 1024;
inline constexpr std::size_t max_order_names = 10'000;
/// Orders that may be under way; further ones are answered 503.
inline constexpr std::size_t max_acts = 256;
/// Names of an order begun before the loop looks at others: each may spawn a process.
inline constexpr std::size_t orders_per_turn = 16;

/// Bytes of a log in one answer, and as many as are given unasked.
inline constexpr std::int64_t max_log_window = 1024 * 1024;
inline constexpr std::int64_t usual_log_window = 64 * 1024;

/// Processes told of one program; their command lines are cut by sys::ProcessTable.
inline constexpr std::size_t max_tree = 500;
/// Age of the changes of state that are told.
inline constexpr std::chrono::hours event_age{1};
/// Keys told of one changed group.
inline constexpr std::size_t max_changed_keys = 500;

}  // namespace supervise::web::limits
