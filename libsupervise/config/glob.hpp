/// File name patterns of [include], by the rules of Python's glob (CFG-042): `*`, `?`, `[...]`, `[!...]`;
/// names beginning with a dot only by patterns that begin with one; no braces, no `~`, and `**` means `*`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sys/file_source.hpp"

namespace supervise::config {

/// Does `name` match `pattern` as a whole?
bool name_matches(std::string_view name, std::string_view pattern);

/// Paths that match, sorted by their bytes. Gives up with what it has at limits::max_glob_entries.
std::vector<std::string> glob(std::string_view pattern, const sys::FileSource& files);

}  // namespace supervise::config
