/// What `--action dumpvars` prints (HD-CLI-26). Pure.
#pragma once

#include <string>

#include "source/load.hpp"

namespace deployer::hadeploy {

/// Sorted by name: "name: <YAML on one line>   (<file it was last set in>)". Files below `folder`, the
/// current one, are shown relative to it.
std::string dump_variables(const source::Document& document, const std::string& folder);

}  // namespace deployer::hadeploy
