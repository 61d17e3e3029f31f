/// How many clients there may be at a time.
#pragma once

#include <algorithm>
#include <cstddef>

#include "http/limits.hpp"

namespace supervise::http {

/// All servers together. When there are as many connections, the one that has been idle longest makes room;
/// when none is, the newcomer is answered 503.
struct Capacity {
    std::size_t connections = limits::usual_connections;

    /// Of one address or IPv6 network. Unix sockets are not counted: their mode says who may connect.
    std::size_t per_source() const { return connections / 2; }

    /// Streams of logs (`tail -f`, downloads), the next is answered 503: each holds a descriptor of its own.
    std::size_t log_followers() const { return connections / 4; }

    /// Half of the descriptors that the daemon makes sure of (`minfds`); the others are for programs and
    /// their logs.
    static Capacity of(int descriptors) {
        const auto half = static_cast<std::size_t>(std::max(descriptors, 0)) / 2;
        return {std::clamp(half, limits::usual_connections, limits::max_connections)};
    }
};

}  // namespace supervise::http
