/// The state of a daemon and its processes as one JSON document (doc/status-json.md), also of a daemon that
/// has none to give, as the Python Supervisor: then made from what its methods tell, null where they do not.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/remote.hpp"

namespace supervise::client {

struct StatusDocument {
    std::string json;
    std::vector<std::int64_t> states;  ///< of the processes in it
};

/// With the processes for which `is_wanted(group, name)` is true. `deadline`: that of the remote, if it has
/// one.
Answer<StatusDocument>
status_document(Remote& remote,
                const std::function<bool(std::string_view group, std::string_view name)>& is_wanted,
                std::optional<sys::MonoTime> deadline = std::nullopt);

}  // namespace supervise::client
