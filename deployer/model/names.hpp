/// Which names are accepted, so that none of them means something else to a program that gets it. Each
/// returns what is wrong with the name, if anything. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace deployer::model {

/// Of a host or host_group: no blanks, nothing that has a meaning in scopes, not `all`.
std::optional<std::string> host_name_fault(std::string_view name);

/// Of an address or account on ssh's command line: "begins with '-'".
std::optional<std::string> ssh_word_fault(std::string_view word);

/// Of a supervisor, program or group: [A-Za-z0-9_.-]+ (HD-SUP-38).
std::optional<std::string> instance_name_fault(std::string_view name);

/// Of an account or a group of accounts, as useradd takes it. A text with an expression is not looked at.
std::optional<std::string> account_name_fault(std::string_view name);

/// Of a service of systemd.
std::optional<std::string> unit_name_fault(std::string_view name);

/// Of a path on a host: absolute, without control characters. It may begin with an expression.
std::optional<std::string> host_path_fault(std::string_view path);

}  // namespace deployer::model
