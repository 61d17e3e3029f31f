#include "agent/network.hpp"

#include <array>
#include <cstring>
#include <memory>
#include <sstream>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <sys/socket.h>

#include "agent/accounts.hpp"
#include "sys/fd.hpp"

namespace deployer::agent {

namespace {

std::string text_of(const sockaddr* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address == nullptr)
        return "";
    if (address->sa_family == AF_INET) {
        sockaddr_in v4 = {};
        std::memcpy(&v4, address, sizeof v4);
        ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    } else if (address->sa_family == AF_INET6) {
        sockaddr_in6 v6 = {};
        std::memcpy(&v6, address, sizeof v6);
        if (!IN6_IS_ADDR_LINKLOCAL(&v6.sin6_addr))
            ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    }
    return text.data();
}

}  // namespace

std::vector<Address> addresses() {
    std::vector<Address> result;
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0)
        return result;
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, &::freeifaddrs);
    for (const ifaddrs* one = list; one != nullptr; one = one->ifa_next) {
        const std::string text = (one->ifa_flags & IFF_LOOPBACK) != 0 ? "" : text_of(one->ifa_addr);
        if (!text.empty())
            result.push_back(
                {one->ifa_name, text, text_of(one->ifa_netmask), one->ifa_addr->sa_family == AF_INET6});
    }
    return result;
}

std::optional<Address> default_address() {
    // Connecting a datagram socket chooses a route and sends nothing.
    const supervise::sys::Fd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    sockaddr_in there = {};
    there.sin_family = AF_INET;
    there.sin_port = htons(53);
    ::inet_pton(AF_INET, "8.8.8.8", &there.sin_addr);
    sockaddr_in here = {};
    socklen_t size = sizeof here;
    if (!socket || ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0 ||
        ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&here), &size) != 0)
        return std::nullopt;
    const std::string text = text_of(reinterpret_cast<const sockaddr*>(&here));
    for (Address& one : addresses())
        if (one.address == text)
            return std::move(one);
    return std::nullopt;
}

std::string gateway(const std::string& route_table, const std::string& interface) {
    // Iface Destination Gateway Flags ...: numbers in hex, in the host's order of bytes.
    for (const std::string& line : split(route_table, '\n')) {
        std::istringstream fields(line);
        std::string name;
        std::string destination;
        std::string hop;
        fields >> name >> destination >> hop;
        if (name != interface || destination != "00000000" || hop.size() != 8)
            continue;
        in_addr address = {};
        std::istringstream(hop) >> std::hex >> address.s_addr;
        std::array<char, INET_ADDRSTRLEN> text{};
        ::inet_ntop(AF_INET, &address, text.data(), text.size());
        return text.data();
    }
    return "";
}

}  // namespace deployer::agent
