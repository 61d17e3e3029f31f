/// Which names are accepted, so that none of them means something else to a program that gets it. Each
/// returns what is wrong with the name, if anything. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace deployer::model {

/// A text that is written may hold expressions, which are not looked at; behind the rendering all of it
/// counts.
enum class Stage { written, rendered };

/// Of a host or host_group: no blanks, nothing that has a meaning in scopes, not `all`.
std::optional<std::string> host_name_fault(std::string_view name);

/// Of an address or account on ssh's command line: "begins with '-'".
std::optional<std::string> ssh_word_fault(std::string_view word, Stage stage = Stage::written);

/// Of a supervisor, program or group: [A-Za-z0-9_.-]+ (HD-SUP-38).
std::optional<std::string> instance_name_fault(std::string_view name);

/// Of a program or group, which has a file that is found by a pattern.
std::optional<std::string> included_name_fault(std::string_view name);

/// Of an account or a group of accounts, as useradd takes it. One that is not written is none of its faults.
std::optional<std::string> account_name_fault(std::string_view name, Stage stage = Stage::written);

/// Of a service of systemd.
std::optional<std::string> unit_name_fault(std::string_view name);

/// Of a path on a host: absolute, without control characters. As it is written it may begin with an
/// expression.
std::optional<std::string> host_path_fault(std::string_view path, Stage stage = Stage::written);

}  // namespace deployer::model
