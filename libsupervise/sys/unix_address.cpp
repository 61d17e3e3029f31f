#include "sys/unix_address.hpp"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <iterator>

namespace supervise::sys {

Result<UnixAddress> unix_address(const std::string& path) {
    UnixAddress address;
    address.name.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.name.sun_path)
        return fail(errno_text(ENAMETOOLONG), ENAMETOOLONG);
    std::memcpy(std::data(address.name.sun_path), path.c_str(), path.size() + 1);
    address.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + 1);
    return address;
}

}  // namespace supervise::sys
