/// What is told of a run, without the secrets that took part in it (HD-VAULT-03).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace deployer::hadeploy {

class Redaction {
public:
    /// From now on it is hidden: as it is, line by line, and in the forms that messages and documents write
    /// texts in. One that is too short to be told from other text is not.
    void add(std::string_view secret);

    /// The text with "********" for every secret in it.
    std::string operator()(std::string text) const;

private:
    void add_form(std::string form);

    std::vector<std::string> forms_;  ///< longest first: one may be a part of another
};

}  // namespace deployer::hadeploy
