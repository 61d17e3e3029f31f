/// Keeps what was sent to the journal, or is busy or away.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sys/journal.hpp"

namespace supervise::fake {

class Journal final : public sys::RecordTarget {
public:
    Result<void> send(std::string_view entry) override {
        ++attempts;
        if (code != 0)
            return fail(errno_text(code), code);
        entries.emplace_back(entry);
        return {};
    }
    int code = 0;  ///< errno of every entry, 0 for none
    int attempts = 0;
    std::vector<std::string> entries;
};

}  // namespace supervise::fake
