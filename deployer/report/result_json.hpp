/// A result as JSON.
#pragma once

#include <string>
#include <string_view>

#include "report/report.hpp"

namespace deployer::report {

/// What stands behind "=>" (HD-ACT-06): {"changed": false, "msg": "..."}, with "item" and "unreachable" where
/// they apply. On one line, spaced as Ansible does.
std::string result_json(const ItemResult& result);

/// "ok", "changed", "skipped", "failed", "unreachable"
std::string_view outcome_name(Outcome outcome);

}  // namespace deployer::report
