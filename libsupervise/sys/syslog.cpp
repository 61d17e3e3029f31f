#include "sys/syslog.hpp"

#include <syslog.h>

namespace supervise::sys {

void KernelSyslog::write(std::string_view line) {
    ::syslog(LOG_USER | LOG_INFO, "%.*s", static_cast<int>(line.size()), line.data());
}

}  // namespace supervise::sys
