/// An example for each block of the reference. Together they are one description that has no problem; a test
/// sees to it.
#pragma once

#include <string_view>

namespace deployer::model {

/// YAML that ends with a line end; empty: the block has none.
std::string_view reference_example(std::string_view block);

}  // namespace deployer::model
