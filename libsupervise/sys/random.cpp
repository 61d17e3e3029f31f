#include "sys/random.hpp"

#include <cerrno>

#include <sys/random.h>
#include <sys/types.h>

namespace supervise::sys {

Result<void> random_bytes(std::span<unsigned char> bytes) {
    while (!bytes.empty()) {
        const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
        if (got > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(got));
        else if (got < 0 && errno != EINTR)
            return fail_errno("getrandom", errno);
    }
    return {};
}

}  // namespace supervise::sys
