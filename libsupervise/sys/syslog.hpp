/// The system log, behind an interface so that tests can read what was sent.
#pragma once

#include <string_view>

namespace supervise::sys {

class Syslog {
public:
    virtual ~Syslog() = default;
    /// One record of facility "user" and priority "info", tagged with the program's name (LOG-010, LOG-035).
    virtual void write(std::string_view line) = 0;
};

/// syslog(3).
class KernelSyslog final : public Syslog {
public:
    void write(std::string_view line) override;
};

}  // namespace supervise::sys
