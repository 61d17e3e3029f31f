/// Local time as text.
#pragma once

#include <cstdint>
#include <string>

namespace supervise::sys {

/// `seconds` since the epoch in a form of strftime(3); nothing when that is more than 63 bytes.
std::string local_time(std::int64_t seconds, const char* form);

}  // namespace supervise::sys
