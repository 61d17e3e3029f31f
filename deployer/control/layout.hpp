/// Whether a daemon of somebody else is laid out as the description says (HD-SUP-54).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "control/exchanger.hpp"
#include "control/operation.hpp"
#include "task/operation.hpp"

namespace deployer::control {

task::Answer check_layout(Exchanger& exchanger, const std::string& host, const CheckLayout& operation);

/// What differs between its configuration, as a text, and the description. Pure.
std::vector<std::string> layout_differences(std::string_view configuration, const CheckLayout& operation);

}  // namespace deployer::control
