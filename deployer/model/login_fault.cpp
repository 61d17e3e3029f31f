#include "model/login_fault.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "config/shell_words.hpp"
#include "model/reading.hpp"

namespace deployer::model {

namespace {

std::optional<LoginFault> with_key(std::string_view key, const std::optional<std::string>& fault) {
    return fault ? std::optional(LoginFault{fmt::format("{} {}", key, *fault)}) : std::nullopt;
}

std::optional<LoginFault> method_fault(std::string_view method, Stage stage) {
    constexpr std::array<std::string_view, 3> methods{"doas", "su", "sudo"};
    if (std::find(methods.begin(), methods.end(), method) != methods.end() ||
        (stage == Stage::written && has_expression(method)))
        return std::nullopt;
    return LoginFault{fmt::format("become_method '{}' is not supported", quoted(method)),
                      "write sudo, su or doas"};
}

/// Split with shell quoting when they are used (HD-INV-10).
std::optional<LoginFault> arguments_fault(std::string_view key, std::string_view text) {
    const auto words = supervise::config::shell_words(text);
    return words ? std::nullopt
                 : std::optional(LoginFault{fmt::format("{}: {}", key, words.error().message)});
}

}  // namespace

std::optional<LoginFault> login_fault(std::string_view key, std::string_view text, Stage stage) {
    if (key == "ssh_host" || key == "ssh_user")
        return with_key(key, ssh_word_fault(text, stage));
    if (key == "become_user")
        return with_key(key, account_name_fault(text, stage));
    if (key == "become_method")
        return method_fault(text, stage);
    if (key == "become_exe" || key == "become_flags" || key == "ssh_common_args" || key == "ssh_extra_args")
        return arguments_fault(key, text);
    return std::nullopt;
}

}  // namespace deployer::model
