/// Where whole records go, one at a time and without waiting: the journal, the system log.
#pragma once

#include <string_view>

#include "sys/result.hpp"

namespace supervise::sys {

class RecordTarget {
public:
    virtual ~RecordTarget() = default;

    /// Sends a record. An error's code is EAGAIN when the target is busy, and nothing was sent; with others
    /// it cannot be reached, or does not take this record.
    virtual Result<void> send(std::string_view record) = 0;
};

}  // namespace supervise::sys
