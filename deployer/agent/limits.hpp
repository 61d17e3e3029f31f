/// What bounds the agent: so that nothing a host holds, and nothing a program prints, fills its memory.
#pragma once

#include <chrono>
#include <cstddef>

namespace deployer::agent::limits {

/// /etc/passwd and /etc/group of a host with a hundred thousand accounts.
inline constexpr std::size_t max_account_file = std::size_t{16} << 20;
/// What is kept of the output of a program; the rest is read and dropped.
inline constexpr std::size_t max_command_output = std::size_t{1} << 20;
/// What a failure shows of it.
inline constexpr std::size_t max_shown_output = 1000;
inline constexpr std::chrono::seconds command_timeout{90};
/// A unit that is started or stopped: systemd itself ends what takes longer than the unit allows. Ours may
/// take five minutes to stop; others may take more.
inline constexpr std::chrono::seconds unit_timeout{3600};
/// A large file over a slow line.
inline constexpr std::chrono::seconds download_timeout{3600};
inline constexpr std::chrono::seconds version_timeout{10};
/// As the kernel follows (path_resolution(7)).
inline constexpr int max_symlinks = 40;
/// Folders within folders that are removed; each holds a descriptor open.
inline constexpr int max_depth = 200;
inline constexpr std::size_t max_ledger = std::size_t{64} << 20;
inline constexpr std::size_t max_authorized_keys = std::size_t{1} << 20;
/// A generated file that is looked through for a line, or kept to be put back.
inline constexpr std::size_t max_generated_file = std::size_t{1} << 20;
inline constexpr std::size_t max_folder_names = 100'000;
/// Names of entries that a refusal mentions.
inline constexpr std::size_t max_named = 5;
inline constexpr std::size_t read_piece = std::size_t{256} << 10;
/// A user that has just been created may be locked out by another tool for a moment (HD-USR-10).
inline constexpr int account_retries = 2;
inline constexpr std::chrono::seconds account_pause{3};
/// Before a daemon whose backlog is full is tried again.
inline constexpr std::chrono::milliseconds connect_pause{100};
/// For the processes of a user that is removed to be gone (HD-USR-13).
inline constexpr std::chrono::seconds processes_gone{30};
/// For an agent whose connection was cut to finish what it is in.
inline constexpr std::chrono::seconds lock_patience{2};

}  // namespace deployer::agent::limits
