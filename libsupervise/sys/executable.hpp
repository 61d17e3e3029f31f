/// Can this file be executed by the daemon?
#pragma once

#include <string>

namespace supervise::sys {

enum class Executability {
    missing,
    directory,
    no_execute_bit,  ///< no x bit for anybody
    no_permission,   ///< x bits, but not for us
    executable,
};

Executability executability(const std::string& path);

}  // namespace supervise::sys
