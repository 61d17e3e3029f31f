/// Paths on a host, as texts.
#pragma once

#include <string>
#include <string_view>

namespace deployer::task {

/// The folder itself, or something below it.
bool is_within(std::string_view path, std::string_view folder);

/// The pattern that only this path fits: fnmatch(3), so find's -path and dpkg-query.
std::string literal_pattern(std::string_view path);

}  // namespace deployer::task
