/// Documents that a daemon gives by GET, beside its methods.
#pragma once

#include <optional>
#include <string>

#include "client/remote.hpp"

namespace supervise::client {

/// The whole of what is at `path`, by `deadline` if there is one. A daemon that does not have it:
/// is_status(404).
Answer<std::string> read_document(Remote& remote, const std::string& path,
                                  std::optional<sys::MonoTime> deadline);

}  // namespace supervise::client
