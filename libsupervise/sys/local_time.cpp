#include "sys/local_time.hpp"

#include <array>
#include <ctime>

namespace supervise::sys {

std::string local_time(std::int64_t seconds, const char* form) {
    const std::time_t time = seconds;
    std::tm local{};
    ::localtime_r(&time, &local);
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), form, &local)};
}

}  // namespace supervise::sys
