/// Hosts, how they are logged in to, and groups, as an inventory of Ansible.
#pragma once

#include <map>
#include <string>

#include "ansible/room.hpp"
#include "ansible/yaml.hpp"
#include "model/model.hpp"

namespace deployer::ansible {

/// inventory.yml. Passwords are in it: the project is closed to others. `insecure`: --insecure-host-keys.
Value inventory(Room& room, const model::Model& model, bool insecure);

/// known_hosts of the keys that the description gives; empty when it gives none.
std::string known_hosts(Room& room, const model::Model& model);

}  // namespace deployer::ansible
