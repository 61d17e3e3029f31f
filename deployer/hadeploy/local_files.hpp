/// Files of this machine, as loading and planning ask for them.
#pragma once

#include <string>
#include <vector>

#include "model/read.hpp"
#include "sys/file_source.hpp"
#include "sys/result.hpp"

namespace deployer::hadeploy {

/// Bounded (limits.hpp).
supervise::Result<std::string> read_local(const std::string& path);

/// What is below `folder`, sorted: relative paths, folders with a trailing '/'. Links are followed.
supervise::Result<std::vector<std::string>> list_local(const supervise::sys::FileSource& files,
                                                       const std::string& folder);

model::ReadContext::Found look_at(const std::string& path);

}  // namespace deployer::hadeploy
