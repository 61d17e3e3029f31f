/// Addresses of peers.
#pragma once

#include <string>

namespace supervise::sys {

/// The part of a numeric address that one party has to itself: all of an IPv4 one, the first 64 bits of an
/// IPv6 one, of which everybody gets a whole network. Other text comes back as it is.
std::string network_of(const std::string& host);

}  // namespace supervise::sys
