/// Keeps what was sent to the system log, or is busy or away.
#pragma once

#include <cerrno>
#include <string>
#include <string_view>
#include <vector>

#include "sys/syslog.hpp"

namespace supervise::fake {

class Syslog final : public sys::RecordTarget {
public:
    Result<void> send(std::string_view record) override {
        if (code != 0)
            return fail(errno_text(code), code);
        records.emplace_back(record);
        const std::size_t after_priority = record.find('>');
        const std::size_t tag = after_priority + std::string_view(">Jan 31 23:59:59 ").size();
        const std::size_t end = record.find(": ", tag);
        std::string identifier(record.substr(tag, end - tag));
        if (identifier == program_invocation_short_name)
            identifier.clear();
        labels.push_back({identifier, std::stoi(std::string(record.substr(1, after_priority - 1)))});
        lines.emplace_back(record.substr(end + 2));
        return {};
    }

    int code = 0;  ///< errno of every record, 0 for none
    std::vector<std::string> records;
    std::vector<std::string> lines;        ///< of the records
    std::vector<sys::SyslogLabel> labels;  ///< of the records
};

}  // namespace supervise::fake
