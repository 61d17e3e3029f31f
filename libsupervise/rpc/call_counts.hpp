/// What is counted about calls of methods.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sys/clock.hpp"

namespace supervise::rpc {

struct MethodCounts {
    std::uint64_t calls = 0, faults = 0;
};

/// How long calls took until their reply.
struct CallDurations {
    struct Bound {
        std::chrono::microseconds longest;
        std::string_view seconds;
    };
    /// What is looked up takes microseconds; what waits for processes takes as long as they do.
    static constexpr std::array<Bound, 7> bounds{{
        {std::chrono::microseconds(100), "0.0001"},
        {std::chrono::milliseconds(1), "0.001"},
        {std::chrono::milliseconds(10), "0.01"},
        {std::chrono::milliseconds(100), "0.1"},
        {std::chrono::seconds(1), "1.0"},
        {std::chrono::seconds(10), "10.0"},
        {std::chrono::seconds(60), "60.0"},
    }};

    std::array<std::uint64_t, bounds.size() + 1> counts{};  ///< up to each bound, above the one before
    sys::Duration sum{};

    void note(sys::Duration taken) {
        std::size_t at = 0;
        while (at < bounds.size() && taken > bounds[at].longest)
            ++at;
        ++counts[at];
        sum += taken;
    }
};

}  // namespace supervise::rpc
