/// How often --watch compares: in every look, unless comparing takes longer than its share of the time. Pure.
#pragma once

#include <chrono>
#include <optional>

namespace deployer::run {

class ComparisonTurns {
public:
    using Time = std::chrono::steady_clock::time_point;

    bool is_due(Time now) const { return !next_ || now >= *next_; }
    void took(Time begin, Time end) { next_ = end + (end - begin) * pauses; }

private:
    /// A tenth of the time: hosts read the files that are compared, and have other things to do.
    static constexpr int pauses = 9;

    std::optional<Time> next_;
};

}  // namespace deployer::run
