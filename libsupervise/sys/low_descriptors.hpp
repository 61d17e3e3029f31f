/// A few descriptors of low numbers, kept free for what a child is given. A process that has thousands open
/// can then start a child that copies these few alone: the kernel copies a table of descriptors up to a
/// number, never from one on.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "sys/fd.hpp"

namespace supervise::sys {

class LowDescriptors {
public:
    static constexpr std::size_t count = 4;  ///< input, output, errors, and the way back of a launch
    using Numbers = std::array<int, count>;

    /// Takes the lowest numbers that are free. Nothing when they are not low, or cannot be had.
    static std::optional<LowDescriptors> reserve();

    /// Opens `descriptors` once more, close-on-exec, under the reserved numbers, until give_back(). False
    /// when that fails.
    bool lend(const Numbers& descriptors);
    void give_back();

    const Numbers& numbers() const { return numbers_; }
    /// The first number above them.
    unsigned end() const;

private:
    LowDescriptors() = default;

    Fd idle_;  ///< what is open under the numbers that are not lent: nothing that could be read or kept
               ///< waiting
    std::array<Fd, count> reserved_;
    Numbers numbers_{};
};

}  // namespace supervise::sys
