/// What must hold for every input of a fuzz target.
#pragma once

#include <cstdlib>

namespace supervise::fuzz {

inline void expect(bool holds) {
    if (!holds)
        std::abort();
}

}  // namespace supervise::fuzz
