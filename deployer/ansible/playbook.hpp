/// A plan as a playbook: its plays, steps as tasks, handlers, in the same order.
#pragma once

#include <optional>
#include <string>

#include "ansible/room.hpp"
#include "ansible/same_tasks.hpp"
#include "model/model.hpp"

namespace deployer::ansible {

/// How hosts are worked on.
struct Pace {
    std::string serial;  ///< "2" or "25%"; empty: all at a time
    std::optional<std::size_t> max_fail;
};

struct Playbook {
    Value plays;
    HostVariables variables;
};

/// What cannot be said is refused in the room.
Playbook make_playbook(Room& room, const model::Model& model, const plan::Plan& plan, const Pace& pace);

}  // namespace deployer::ansible
