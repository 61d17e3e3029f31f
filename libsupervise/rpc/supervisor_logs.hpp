/// Logs read back for a client, with the faults of the interface (LOG-060 to LOG-065).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "log/line_reader.hpp"
#include "rpc/daemon_control.hpp"
#include "rpc/value.hpp"
#include "sys/files.hpp"

namespace supervise::rpc::log_calls {

sys::FileSystem& files(DaemonControl& daemon);

/// A part of the log file, or what a program wrote of it; `path` is empty when there is none.
Outcome read_file(DaemonControl& daemon, const std::string& path, std::int64_t offset, std::int64_t length,
                  std::optional<log::LineReader> lines = {});

}  // namespace supervise::rpc::log_calls
