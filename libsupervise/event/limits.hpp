/// Every size and wait that bounds the event room.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace supervise::event::limits {

/// Payload bytes that may wait in one pool, whatever buffer_size says: one event can be as large as a read
/// from a pipe or a capture buffer. Beyond it the oldest are discarded.
constexpr std::size_t pool_bytes = 16 * 1024 * 1024;

/// The line `RESULT <n>`. Supervisor has no limit; nobody needs more than twenty digits.
constexpr std::size_t result_line = 256;

/// The <n> of it. Nothing of a result is kept but whether it is OK, so this only ends nonsense early.
constexpr std::uint64_t result_bytes = 16 * 1024 * 1024;

/// An event that was rejected is tried again at once the first time, then after a wait that doubles from the
/// first to the longest: a listener that rejects for ever costs next to nothing.
constexpr std::chrono::milliseconds first_retry_wait{10};
constexpr std::chrono::milliseconds longest_retry_wait{1000};

/// While so many events wait to be tried again the others wait as well: then it is not one event that
/// listeners do not like, and a buffer full of them would be work.
constexpr std::size_t rejected_at_once = 16;

/// The longest sleep of the ticks' timer. They follow the wall clock, which may be set meanwhile.
constexpr std::chrono::seconds tick_sleep{60};

}  // namespace supervise::event::limits
