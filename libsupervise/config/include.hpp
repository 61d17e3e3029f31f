/// Reading a configuration file and the files it includes into one document (CFG-004 to CFG-009, CFG-040 to
/// CFG-051).
#pragma once

#include <string>

#include "config/expand.hpp"
#include "config/findings.hpp"
#include "config/ini.hpp"
#include "config/surroundings.hpp"

namespace supervise::config {

enum class Includes { followed, ignored };

/// Reads `path` (as typed) into `document`; problems go to `findings`. False when the document cannot be
/// used. `here` is the absolute folder of the file.
bool read_files(Document& document, Findings& findings, const Places& places, const EnvironmentNames& names,
                const std::string& path, const std::string& here, Includes includes);

}  // namespace supervise::config
