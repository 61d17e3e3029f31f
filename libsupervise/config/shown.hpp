/// A configuration as people see it: the keys of the file with the values they have, secrets left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/model.hpp"

namespace supervise::config {

struct ShownKey {
    std::string key;    ///< "command"; "environment NAME" for each variable
    std::string value;  ///< as one would write it
    bool is_default = false;
    bool secret = false;  ///< `value` does not tell
};

/// Every key of a process. Those that decide how many there are (numprocs) are not in it: each is one.
std::vector<ShownKey> shown_process(const ProcessConfig& process);

/// What a group has beside its processes: its priority, events of listeners, the socket of an fcgi-program.
std::vector<ShownKey> shown_group(const GroupConfig& group);

/// What differs, as the keys above name it; with several processes "NAME: " stands before a key. A secret
/// that has changed is "(hidden)" before and "(hidden, changed)" after. At most `most`.
struct ShownDifference {
    std::string key, before, after;
};
std::vector<ShownDifference> shown_difference(const GroupConfig& before, const GroupConfig& after,
                                              std::size_t most);

/// Does an environment variable of this name look as if it held a secret?
bool looks_secret(std::string_view name);

}  // namespace supervise::config
