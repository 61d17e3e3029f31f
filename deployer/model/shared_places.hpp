/// Instances of supervisord that would get into each other's way on one host.
#pragma once

#include "model/reading.hpp"

namespace deployer::model {

/// Two managed ones with one configuration file, socket folder, include folder, command or endpoint: only one
/// of them could work. With one folder for logs or pid files they would overwrite each other's.
void check_shared_places(Reading& reading, const Model& model);

}  // namespace deployer::model
