/// The system log, behind an interface so that tests can read what was sent.
#pragma once

#include <string>
#include <string_view>

namespace supervise::sys {

/// Who a record is from and what it is about.
struct SyslogLabel {
    std::string identifier;  ///< empty: the program's name
    int priority = 8 + 6;    ///< as for syslog(3); by default facility "user" and level "info"

    bool operator==(const SyslogLabel&) const = default;
};

class Syslog {
public:
    virtual ~Syslog() = default;
    /// One record (LOG-010, LOG-035).
    virtual void write(const SyslogLabel& label, std::string_view line) = 0;
};

/// syslog(3).
class KernelSyslog final : public Syslog {
public:
    void write(const SyslogLabel& label, std::string_view line) override;
};

}  // namespace supervise::sys
