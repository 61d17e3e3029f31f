/// What rooms above this one count as it happens: plain numbers, looked at when somebody asks.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace supervise::metrics {

struct HttpCounts {
    std::array<std::uint64_t, 5> answers{};  ///< by hundreds of their status: 1xx first
    std::uint64_t accepted = 0;              ///< connections
    std::uint64_t turned_away = 0;           ///< of them: there were too many
    std::size_t open = 0;                    ///< connections now

    void answered(int status) {
        ++answers[static_cast<std::size_t>(std::clamp(status / 100, 1, static_cast<int>(answers.size())) -
                                           1)];
    }
};

/// How reading the configuration went: at a start, for a reload, for a reread.
struct ConfigLoads {
    bool last_good = true;
    std::int64_t last_success = 0;  ///< wall clock, seconds

    void note(bool good, std::int64_t now) {
        last_good = good;
        if (good)
            last_success = now;
    }
};

}  // namespace supervise::metrics
