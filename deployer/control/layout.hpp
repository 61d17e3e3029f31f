/// How a daemon of somebody else is laid out: as the description says (HD-SUP-54), or as its own
/// configuration says where nobody has described it (HD-GAP-02).
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

/// Where to put programs of a daemon, and how to reach it.
struct Layout {
    std::string include_dir, suffix;  ///< a file "x_prg" with this suffix is read there
    std::string socket;
    std::string user, group;  ///< whose files are read; empty: not said

    bool operator==(const Layout&) const = default;
};

/// As its configuration says. The error says what is missing there, with `conf_file` as its name. Pure.
supervise::Result<Layout> read_layout(std::string_view configuration, const std::string& conf_file);

}  // namespace deployer::control
