/// What the page asks for in the body of a POST, read from JSON and checked: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sys/result.hpp"

namespace supervise::web {

enum class Deed { start, stop, restart, clear, signal };

/// "start" is Deed::start, and so on; nothing for a word that is none.
std::optional<Deed> deed_of(std::string_view word);

/// For /api/act: {"action": "start", "names": ["g:n", "g:*", "all"], "signal": "HUP"}.
struct Order {
    Deed deed = Deed::start;
    std::vector<std::string> names;  ///< at least one, each once
    std::string signal;              ///< of Deed::signal
};
Result<Order> parse_order(std::string_view json);

/// The name of one process, which may be called like all of them.
std::string order_name(const std::string& namespec);

/// For /api/daemon: {"action": "restart"} or {"action": "shutdown"}.
enum class DaemonOrder { restart, shutdown };
Result<DaemonOrder> parse_daemon_order(std::string_view json);

/// For /api/update: {"groups": ["a", "b"]}; null or left out: all that has changed.
struct UpdateOrder {
    std::optional<std::vector<std::string>> groups;
};
Result<UpdateOrder> parse_update_order(std::string_view json);

}  // namespace supervise::web
