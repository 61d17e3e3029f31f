/// The report of `supervisord --check`.
#pragma once

#include <string>
#include <vector>

#include "config/diagnostic.hpp"

namespace supervise::config {

/// `file:line: [section] key: what is wrong; what to do`, one line each, warnings marked at the end; then,
/// unless there is nothing to say, a line that counts them.
std::string check_report(const std::vector<Diagnostic>& diagnostics);

/// One diagnostic without the newline.
std::string rendered(const Diagnostic& diagnostic);

/// 2 with errors, 1 with warnings when they are asked to count (`--strict`), else 0.
int check_status(const std::vector<Diagnostic>& diagnostics, bool strict);

}  // namespace supervise::config
