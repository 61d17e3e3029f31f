/// The command line of OpenSSH's client for a host. Pure.
#pragma once

#include <string>
#include <vector>

#include "model/model.hpp"
#include "sys/result.hpp"
#include "transport/session.hpp"

namespace deployer::transport {

/// `known_hosts` is the file that host_key was written to, as known_hosts_text() gives it; empty: the user's
/// own files. `remote` is the command line for the login shell.
///
/// What the description says in ssh_common_args and ssh_extra_args stands first, as the client takes the
/// first word on each subject; then what this program needs; the user's ssh_config has the last word. Fails
/// for a host or user that the client, or a ProxyCommand of the user's configuration, could take for an
/// option or a piece of shell.
supervise::Result<std::vector<std::string>> ssh_arguments(const model::Host& host,
                                                          const LoginOptions& options,
                                                          const std::string& known_hosts,
                                                          const std::string& remote);

/// A known_hosts file that knows the keys of `host_key` (one per line: "ssh-ed25519 AAAA...";
/// "@cert-authority" may stand before) for host_key_alias.
supervise::Result<std::string> known_hosts_text(std::string_view host_key);

inline constexpr std::string_view host_key_alias = "hadeploy-host";

}  // namespace deployer::transport
