/// Gives each line of a child's output the form it has in the log file: a prefix before it, or a JSON object
/// around it (log_prefix, log_format).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "log/line_cutter.hpp"
#include "log/line_head.hpp"
#include "log/timestamp.hpp"
#include "sys/clock.hpp"

namespace supervise::log {

class LineFormat {
public:
    /// `prefix` as in log_prefix; not looked at for JSON.
    LineFormat(config::LogFormat format, std::string_view prefix, const LineSource& source,
               const sys::Clock& clock);

    /// The lines of this process come next.
    void start(int pid);

    /// Adds the lines that `bytes` complete to `out`, ready to be written. The rest is held.
    void put(std::string_view bytes, std::string& out);

    /// Adds what is held, as a line: the output of the next process begins on one of its own.
    void finish(std::string& out);

private:
    void add(std::string_view line, bool ends, std::string& out);
    void write_head();

    config::LogFormat format_;
    const sys::Clock& clock_;
    int pid_ = 0;
    std::vector<HeadPart> parts_;
    std::vector<Timestamp> times_;  ///< of the parts that are times, in their order
    LineCutter cutter_;
    std::string head_;  ///< what stands before each line of one call; empty: not written yet
};

}  // namespace supervise::log
