/// Numbers that are legal and slow, such as numprocs=50000: the fuzzer is to look for other things.
#pragma once

#include <string_view>

namespace supervise::fuzz {

/// A run of more than `digits` digits, which may have '_' between them.
inline bool has_large_number(std::string_view text, int digits = 4) {
    int found = 0;
    for (const char c : text) {
        found = c >= '0' && c <= '9' ? found + 1 : c == '_' ? found : 0;
        if (found > digits)
            return true;
    }
    return false;
}

}  // namespace supervise::fuzz
