/// Paths as text, by the rules of Python's os.path: what Supervisor stores and prints. No file is looked at.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace supervise::config {

/// os.path.dirname, os.path.basename and os.path.join.
std::string directory_of(std::string_view path);
std::string_view last_part(std::string_view path);
std::string join_path(std::string_view folder, std::string_view path);

inline bool is_absolute(std::string_view path) {
    return !path.empty() && path.front() == '/';
}

/// os.path.abspath: joined to `cwd` unless absolute, without `.`, `..` and repeated slashes.
std::string absolute_path(std::string_view path, std::string_view cwd);

/// os.path.expanduser: `~` and `~name` at the start. `home_of` answers for a name, and for the daemon's own
/// user when the name is empty; without an answer the path stays as it is.
using HomeOf = std::function<std::optional<std::string>(std::string_view user)>;
std::string expand_home(std::string_view path, const HomeOf& home_of);

}  // namespace supervise::config
