/// Showing a log as it grows, until the server or the user ends it.
#pragma once

#include <string>

#include "supervisorctl/command.hpp"

namespace supervise::ctl::commands {

/// CTL-033, CTL-034: what goes wrong is said on standard error and leaves the status alone.
Done follow_log(Session& session, const std::string& path);

/// "URL/PATH Cannot read, status code 404" on standard error; below it the server's reason when it is busy.
void report_stream_error(Session& session, const std::string& path, const client::Error& error);

}  // namespace supervise::ctl::commands
