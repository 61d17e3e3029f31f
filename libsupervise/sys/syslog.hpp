/// The system log by the protocol of syslog(3), which itself would wait for a log that hangs.
#pragma once

#include <string>
#include <string_view>

#include "sys/clock.hpp"
#include "sys/fd.hpp"
#include "sys/record_target.hpp"

namespace supervise::sys {

/// Who a record is from and what it is about.
struct SyslogLabel {
    std::string identifier;  ///< empty: the program's name
    int priority = 8 + 6;    ///< as for syslog(3); by default facility "user" and level "info"

    bool operator==(const SyslogLabel&) const = default;
};

/// `<14>Jan 31 23:59:59 supervisord: line`, as syslog(3) writes it (LOG-010, LOG-035).
std::string syslog_record(const SyslogLabel& label, std::string_view line, WallTime time);

/// One record is one datagram; or, where the log listens to streams, ends with a NUL.
class SyslogSocket final : public RecordTarget {
public:
    explicit SyslogSocket(std::string path = "/dev/log") : path_(std::move(path)) {}

    Result<void> send(std::string_view record) override;

private:
    Result<void> send_datagram(std::string_view record);
    Result<void> send_on_stream(std::string_view record);
    Result<void> connect_stream();
    Result<void> push(std::string& bytes);

    std::string path_;
    Fd datagrams_, stream_;  ///< made for the first record; the stream only where datagrams do not do
    std::string rest_;       ///< of a record that the stream has taken in part
};

}  // namespace supervise::sys
