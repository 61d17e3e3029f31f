/// `environment` of a program, from its variables: in quotes that every daemon reads back as it was meant.
#pragma once

#include <string>
#include <string_view>

#include "model/model.hpp"
#include "sys/result.hpp"

namespace deployer::plan {

enum class Reader {
    any,   ///< Supervisor as well: it knows no escapes, and strips quotes of both kinds from both ends
    ours,  ///< knows the escapes of a shell
};

/// KEY="value",KEY2='value 2'. The error names a variable that the reader cannot be given, not its value.
supervise::Result<std::string> environment_text(const model::Variables& variables, Reader reader);

}  // namespace deployer::plan
