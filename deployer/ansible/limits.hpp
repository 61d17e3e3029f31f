/// Bounds of what the playbooks wait for.
#pragma once

namespace deployer::ansible::limits {

/// Seconds from "the unit is started" to a daemon that answers: systemd comes back before the socket is
/// there.
inline constexpr int daemon_appears = 15;
/// Seconds from "start" to all processes up or given up: the daemon ends this by itself, after startretries
/// attempts with longer and longer pauses between them.
inline constexpr int program_starts = 300;
/// Of a file that Ansible has written about a host.
inline constexpr unsigned long fact_bytes = 16UL * 1024 * 1024;

}  // namespace deployer::ansible::limits
