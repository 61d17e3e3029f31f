/// Sizes of the room metrics.
#pragma once

#include <cstddef>

namespace supervise::metrics::limits {

// What an answer is expected to need, so that it is written to memory once; more is no mistake.
inline constexpr std::size_t samples_of_a_program = 17;
inline constexpr std::size_t sample_without_names = 70;
inline constexpr std::size_t text_without_programs = 32 * 1024;

}  // namespace supervise::metrics::limits
