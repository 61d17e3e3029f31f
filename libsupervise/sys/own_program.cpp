#include "sys/own_program.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>

namespace supervise::sys {

Result<std::string> own_program() {
    std::array<char, PATH_MAX> buffer{};
    const ssize_t size = ::readlink("/proc/self/exe", buffer.data(), buffer.size());
    if (size < 0)
        return fail_errno("read /proc/self/exe", errno);
    return std::string(buffer.data(), static_cast<std::size_t>(size));
}

}  // namespace supervise::sys
