/// Texts that logging in to a host needs: which of them would mean something else to ssh or to who becomes
/// another user. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/names.hpp"

namespace deployer::model {

struct LoginFault {
    std::string message;  ///< with the key: "ssh_user 'a b' has blanks or control characters in it"
    std::string remedy = {};
};

/// Of the text of a key of a host, if the key has rules.
std::optional<LoginFault> login_fault(std::string_view key, std::string_view text, Stage stage);

}  // namespace deployer::model
