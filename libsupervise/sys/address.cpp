#include "sys/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace supervise::sys {

std::string network_of(const std::string& host) {
    in6_addr address{};
    const std::string bare = host.substr(0, host.find('%'));  // without the interface of a link-local one
    if (::inet_pton(AF_INET6, bare.c_str(), &address) != 1)
        return host;
    std::ranges::fill(std::span(address.s6_addr).subspan<8>(), std::uint8_t{0});
    std::array<char, INET6_ADDRSTRLEN> text{};
    return std::string(::inet_ntop(AF_INET6, &address, text.data(), text.size())) + "/64";
}

}  // namespace supervise::sys
