/// Reads the program keys of [program:x], [eventlistener:x] and [fcgi-program:x] into processes
/// (section 1.9).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "config/model.hpp"
#include "config/table.hpp"
#include "config/tables.hpp"

namespace supervise::config {

class ProgramReader {
public:
    ProgramReader(Reading& reading, const Environment& global) : reading_(reading), global_(global) {}

    /// The processes of a section, in starting order (CFG-169). Incomplete after an error.
    std::vector<ProcessConfig> read(const Section& section, const std::string& group_name);

private:
    bool check(const Section& section, ProgramDraft& draft, std::string& name_pattern);
    bool check_numbers(const Section& section, const ProgramDraft& draft, const std::string& name_pattern);
    bool read_process(const Section& section, ProgramDraft& draft, Scope& scope);
    bool check_format(const Section& section, const ProgramDraft& draft);
    void settle_logs(const Section& section, ProgramDraft& draft);

    Reading& reading_;
    const Environment& global_;
    Table<ProgramDraft> program_{program_rows()};
    Table<ProgramDraft> process_{process_rows()};
    std::size_t processes_ = 0;  ///< of the whole configuration
};

}  // namespace supervise::config
