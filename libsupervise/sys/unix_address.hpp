/// The address of a socket in the file system.
#pragma once

#include <string>

#include <sys/socket.h>
#include <sys/un.h>

#include "sys/result.hpp"

namespace supervise::sys {

struct UnixAddress {
    sockaddr_un name{};
    socklen_t size = 0;
};

/// Fails with ENAMETOOLONG.
Result<UnixAddress> unix_address(const std::string& path);

}  // namespace supervise::sys
