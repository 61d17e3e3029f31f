/// The text of doc/hadeploy-yaml.md, made from the tables of the blocks.
#pragma once

#include <string>

namespace deployer::model {

std::string reference_text();

}  // namespace deployer::model
