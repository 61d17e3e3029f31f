/// What one step came to on one host.
#pragma once

#include <vector>

#include "report/report.hpp"

namespace deployer::run {

struct StepResult {
    report::Outcome outcome = report::Outcome::ok;
    /// A handler that nobody has called: not even "skipping" is said.
    bool silent = false;
    std::vector<report::ItemResult> lines;
};

}  // namespace deployer::run
