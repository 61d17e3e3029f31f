/// The deployment lock of a host: one deployment at a time (HD-GAP-25). Held as long as the object lives, and
/// by the kernel: it ends with the agent, however that ends.
#pragma once

#include <chrono>

#include "agent/host.hpp"
#include "agent/state_folder.hpp"

namespace deployer::agent {

class Lock {
public:
    /// Waits a little for another agent that is about to end; then fails with who holds it and since when.
    static supervise::Result<Lock> take(StateFolder& folder, Host& host);

private:
    explicit Lock(supervise::sys::Fd fd) : fd_(std::move(fd)) {}

    supervise::sys::Fd fd_;
};

}  // namespace deployer::agent
