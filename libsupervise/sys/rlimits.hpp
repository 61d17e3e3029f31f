/// Resource limits the daemon needs (DAEMON-008).
#pragma once

#include <cstdint>

namespace supervise::sys {

enum class Resource { open_files, processes };

struct RaisedLimit {
    enum class Outcome { enough_already, raised, refused };
    Outcome outcome = Outcome::enough_already;
    std::uint64_t available = 0;  ///< when refused: what the hard limit allows
};

/// Makes the soft limit at least `minimum`, and the hard one when it is lower and may be raised.
RaisedLimit require_limit(Resource resource, std::uint64_t minimum);

}  // namespace supervise::sys
