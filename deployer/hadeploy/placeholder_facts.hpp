/// What hosts would say of themselves, for checking a description without asking them (HD-CLI-25, HD-VAR-41).
#pragma once

#include <string>

#include "template/value.hpp"

namespace deployer::hadeploy {

jinja::Dict placeholder_facts(const std::string& host);

}  // namespace deployer::hadeploy
