/// ssh starts this test program to be asked for passwords, as it does with the real one.
#include <cstdlib>

#include "transport/askpass.hpp"

namespace {

[[maybe_unused]] const bool answered = [] {
    if (std::getenv(deployer::transport::askpass_variable) != nullptr)
        std::_Exit(deployer::transport::answer_askpass());
    return true;
}();

}  // namespace
