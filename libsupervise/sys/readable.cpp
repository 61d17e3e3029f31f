#include "sys/readable.hpp"

#include <cerrno>

#include <poll.h>

namespace supervise::sys {

Result<bool> readable_within(int fd, std::chrono::milliseconds patience) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + patience;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
        pollfd one{fd, POLLIN, 0};
        const int ready = ::poll(&one, 1, left.count() > 0 ? static_cast<int>(left.count()) : 0);
        if (ready >= 0)
            return ready > 0;
        if (errno != EINTR)
            return fail_errno("poll", errno);
    }
}

}  // namespace supervise::sys
