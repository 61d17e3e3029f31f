#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "model/reference.hpp"

namespace deployer::model {
namespace {

// Fails after a change of a block's table until `cmake --build BUILD --target generate_docs` has run.
TEST(Reference, document_is_up_to_date) {
    const std::string source = __FILE__;
    std::ifstream file(source.substr(0, source.find("tests/unit/")) + "doc/hadeploy-yaml.md");
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_TRUE(text.str() == reference_text()) << "run: cmake --build BUILD --target generate_docs";
}

}  // namespace
}  // namespace deployer::model
