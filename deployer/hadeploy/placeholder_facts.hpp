/// What hosts would say of themselves, for checking a description without asking them (HD-CLI-25, HD-VAR-41).
#pragma once

#include "model/model.hpp"
#include "template/value.hpp"

namespace deployer::hadeploy {

jinja::Dict placeholder_facts(const model::Model& model, std::size_t host);

}  // namespace deployer::hadeploy
