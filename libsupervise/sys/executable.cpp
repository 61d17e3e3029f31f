#include "sys/executable.hpp"

#include <sys/stat.h>
#include <unistd.h>

namespace supervise::sys {

Executability executability(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0)
        return Executability::missing;
    if (S_ISDIR(status.st_mode))
        return Executability::directory;
    if ((status.st_mode & 0111) == 0)
        return Executability::no_execute_bit;
    if (::access(path.c_str(), X_OK) != 0)
        return Executability::no_permission;
    return Executability::executable;
}

}  // namespace supervise::sys
