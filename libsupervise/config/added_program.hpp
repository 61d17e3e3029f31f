/// A program that is described while the daemon runs, by the keys of a [program:x] section: read by the same
/// tables, with the same rules and the same words as one in the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/diagnostic.hpp"
#include "config/model.hpp"
#include "config/surroundings.hpp"

namespace supervise::config {

struct ProgramText {
    std::string name;
    std::string group;                                         ///< that its processes will belong to
    std::vector<std::pair<std::string, std::string>> options;  ///< as in the file, keys in any case
};

struct AddedProgram {
    std::vector<ProcessConfig> processes;  ///< meaningless when there is an error
    std::optional<std::string> error;      ///< Supervisor's text
    std::string told;                      ///< the same as Refusal::told
    std::vector<ParseMessage> messages;
    std::vector<Diagnostic> diagnostics;  ///< unknown keys among them
};

/// `path` is the configuration file whose folder `%(here)s` is and that messages name; `global` the
/// environment of [supervisord].
AddedProgram read_added_program(const ProgramText& program, const std::string& path,
                                const Surroundings& around, const Environment& global);

}  // namespace supervise::config
