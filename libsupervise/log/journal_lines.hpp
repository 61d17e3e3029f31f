/// Makes an entry of the journal of each line of a child's output.
#pragma once

#include <string>
#include <string_view>

#include "log/line_cutter.hpp"
#include "log/line_format.hpp"
#include "log/record_writer.hpp"
#include "sys/syslog.hpp"

namespace supervise::log {

class JournalLines {
public:
    /// Without an identifier in `label` the name of the process is one.
    JournalLines(LineSource source, sys::SyslogLabel label, RecordWriter& journal);

    /// The lines of this process come next.
    void start(int pid);

    /// Sends each complete line; empty ones are passed over, as the journal itself does with the output of a
    /// service.
    void put(std::string_view bytes);

    /// Sends a last line without newline.
    void finish();

private:
    void send(std::string_view line);

    LineSource source_;
    sys::SyslogLabel label_;
    RecordWriter& journal_;
    LineCutter cutter_;
    std::string fields_;  ///< of every entry of this process
};

}  // namespace supervise::log
