/// AUTO log files: named by the daemon, in `childlogdir`, removed at its next start (LOG-030, DAEMON-012).
#pragma once

#include <string>

#include "log/logger.hpp"
#include "sys/files.hpp"
#include "sys/loop.hpp"
#include "sys/result.hpp"

namespace supervise::log {

struct AutoName {
    const std::string& childlogdir;
    const std::string& process;
    const std::string& channel;  ///< "stdout" or "stderr"
    const std::string& identifier;
};

/// Creates an empty file `<process>-<channel>---<identifier>-<8 of a-z0-9_>.log` with mode 0600 under a name
/// that nothing had before, also no symbolic link; slashes become '_'. Returns its path.
Result<std::string> create_auto_file(sys::FileSystem& files, const AutoName& name);

/// Is `file` the name of an AUTO file of `identifier`, or of one of its backups? As Supervisor's pattern has
/// it.
bool is_auto_file(std::string_view file, std::string_view identifier);

/// Removes the AUTO files of `identifier`. To be called when no other daemon of that configuration runs. A
/// symbolic link is removed itself, never what it points to. Large files are freed off the loop.
void clean_auto_files(sys::FileSystem& files, sys::Loop& loop, const std::string& childlogdir,
                      const std::string& identifier, Logger& logger);

}  // namespace supervise::log
