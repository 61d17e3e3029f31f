/// What is typed at a screen. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace supervise::ctl::screen {

enum class Key { quit, by_name, by_cpu, by_memory, up, down, page_up, page_down, home, end };

class Keys {
public:
    /// The keys in the bytes of a terminal; those that mean nothing here are left out.
    std::vector<Key> take(std::string_view bytes);

private:
    std::string waiting_;  ///< the beginning of an escape sequence
};

}  // namespace supervise::ctl::screen
