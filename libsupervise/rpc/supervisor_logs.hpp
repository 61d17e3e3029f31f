/// Logs read back for a client, with the faults of the interface (LOG-060 to LOG-065).
#pragma once

#include <cstdint>
#include <string>

#include "rpc/daemon_control.hpp"
#include "rpc/value.hpp"
#include "sys/files.hpp"

namespace supervise::rpc::log_calls {

sys::FileSystem& files(DaemonControl& daemon);

/// A part of the log file; `path` is empty when there is none.
Outcome read_file(DaemonControl& daemon, const std::string& path, std::int64_t offset, std::int64_t length);

}  // namespace supervise::rpc::log_calls
