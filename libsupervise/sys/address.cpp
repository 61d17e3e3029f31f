#include "sys/address.hpp"

#include <arpa/inet.h>

#include <algorithm>

namespace supervise::sys {

std::string network_of(const std::string& host) {
    in6_addr address{};
    const std::string bare = host.substr(0, host.find('%'));  // without the interface of a link-local one
    if (::inet_pton(AF_INET6, bare.c_str(), &address) != 1)
        return host;
    std::fill(std::begin(address.s6_addr) + 8, std::end(address.s6_addr), std::uint8_t{0});
    char text[INET6_ADDRSTRLEN];
    return std::string(::inet_ntop(AF_INET6, &address, text, sizeof text)) + "/64";
}

}  // namespace supervise::sys
