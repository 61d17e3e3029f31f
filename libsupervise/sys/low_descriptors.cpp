#include "sys/low_descriptors.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

namespace supervise::sys {
namespace {

/// What is open below is copied too: a child would gain little.
constexpr int highest_low = 64;

}  // namespace

std::optional<LowDescriptors> LowDescriptors::reserve() {
    LowDescriptors low;
    for (std::size_t i = 0; i < count; ++i) {
        low.reserved_[i] = Fd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        low.numbers_[i] = low.reserved_[i].get();
        if (!low.reserved_[i] || low.numbers_[i] > highest_low)
            return std::nullopt;
    }
    low.idle_ = Fd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!low.idle_)
        return std::nullopt;
    return low;
}

bool LowDescriptors::lend(const Numbers& descriptors) {
    for (std::size_t i = 0; i < count; ++i)
        if (::dup3(descriptors[i], numbers_[i], O_CLOEXEC) < 0) {
            give_back();
            return false;
        }
    return true;
}

void LowDescriptors::give_back() {
    for (const int number : numbers_)
        (void)::dup3(idle_.get(), number, O_CLOEXEC);  // cannot fail: both are open
}

unsigned LowDescriptors::end() const {
    return static_cast<unsigned>(*std::max_element(numbers_.begin(), numbers_.end())) + 1;
}

}  // namespace supervise::sys
