/// Giving up root (DAEMON-006).
#pragma once

#include "sys/process_calls.hpp"
#include "sys/result.hpp"
#include "sys/users.hpp"

namespace supervise::sys {

/// The account, its primary group and every group that lists it.
Credentials credentials_of(const Account& account, const Users& users);

/// Makes this process that user, for good. The error's text is Supervisor's.
Result<void> assume_credentials(const Credentials& credentials);

}  // namespace supervise::sys
