#include "sys/syslog.hpp"

#include <cerrno>

#include <syslog.h>

namespace supervise::sys {

void KernelSyslog::write(const SyslogLabel& label, std::string_view line) {
    const bool other_name = !label.identifier.empty();
    // It keeps the connection; and the pointer, which must therefore not be left there.
    if (other_name)
        ::openlog(label.identifier.c_str(), 0, LOG_USER);
    ::syslog(label.priority, "%.*s", static_cast<int>(line.size()), line.data());
    if (other_name)
        ::openlog(program_invocation_short_name, 0, LOG_USER);
}

}  // namespace supervise::sys
