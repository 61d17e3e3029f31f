/// Reads one file of `environment_file=`.
#pragma once

#include <string>

#include "config/model.hpp"
#include "sys/result.hpp"

namespace supervise::process {

/// A path with a leading '-' may be missing, as systemd has it. Errors name the file and, for syntax, the
/// line.
Result<config::Environment> read_environment_file(const std::string& path);

}  // namespace supervise::process
