/// What is probably wrong where YAML cannot be read on, in words for people. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace deployer::source {

struct SyntaxHint {
    std::string message, remedy;
};

/// `message` is yaml-cpp's, about the byte `at` of `text`.
SyntaxHint syntax_hint(std::string_view text, std::size_t at, std::string_view message);

}  // namespace deployer::source
