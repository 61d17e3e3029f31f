/// Every bound of the transport, and why it is what it is.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "task/wire.hpp"

namespace deployer::transport::limits {

/// From the start of the client until the host's shell speaks. TCP alone has LoginOptions::timeout; names
/// that resolve slowly, jump hosts and PAM take their time besides.
inline constexpr int login_factor = 3;

/// A server that has too many logins under way drops some before it says a word (sshd's MaxStartups), as
/// behind a jump host for many. These are tried again, after a pause that grows.
inline constexpr int login_attempts = 4;
inline constexpr std::chrono::milliseconds first_pause{700};

/// The agent says every working_interval that it is alive; and bytes on their way to it count as well.
inline constexpr std::chrono::seconds silence = 12 * task::working_interval;

/// OpenSSH asks the host this often, so many times, before it gives a dead network up.
inline constexpr int alive_interval_seconds = 15;
inline constexpr int alive_count = 3;

/// What a login shell may print before the agent speaks.
inline constexpr std::size_t banner = std::size_t{256} << 10;

/// The end of what ssh and the host say on standard error is kept; the reason stands last.
inline constexpr std::size_t errors = std::size_t{16} << 10;

/// Of a message made of it.
inline constexpr std::size_t error_line = 500;

/// Content waits in memory for the host to take it up to this much.
inline constexpr std::size_t unsent = 2 * task::data_piece;

/// Read at once from the client.
inline constexpr std::size_t read_piece = std::size_t{128} << 10;

/// At the end the agent gets this long to end by itself, and ssh with it.
inline constexpr std::chrono::seconds goodbye{3};

/// A question of ssh, and an answer to it, travel within this machine.
inline constexpr std::size_t prompt = 4096;
inline constexpr std::chrono::seconds askpass{30};
/// Methods of a server that ask for the same password one after another.
inline constexpr int password_answers = 3;

/// Descriptors for the sessions of a run, and whatever else is open.
inline constexpr std::uint64_t open_files = 4096;

/// The agent's program is held in memory once, for all hosts.
inline constexpr std::size_t agent_program = std::size_t{64} << 20;

}  // namespace deployer::transport::limits
