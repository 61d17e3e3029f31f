#include "sys/program_file.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <string_view>

namespace supervise::sys {

Result<std::string> program_file() {
    std::array<char, PATH_MAX> buffer{};
    const ssize_t size = ::readlink("/proc/self/exe", buffer.data(), buffer.size());
    if (size < 0)
        return fail_errno("read /proc/self/exe", errno);
    // What the kernel says behind the name of a file that is gone.
    constexpr std::string_view gone = " (deleted)";
    std::string path(buffer.data(), static_cast<std::size_t>(size));
    if (path.ends_with(gone))
        path.erase(path.size() - gone.size());
    return path;
}

}  // namespace supervise::sys
