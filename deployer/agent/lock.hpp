/// The deployment lock of a host: one deployment at a time (HD-GAP-25). Held as long as the object lives, and
/// by the kernel: it ends with the agent, however that ends. Hosts of one run that are one account of one
/// machine share it: it is held by the first of them.
#pragma once

#include <chrono>
#include <string>

#include "agent/host.hpp"
#include "agent/state_folder.hpp"

namespace deployer::agent {

class Lock {
public:
    /// Waits a little for another agent that is about to end; then fails with who holds it and since when.
    /// `run`: of whom it is no obstacle; empty: nobody.
    static supervise::Result<Lock> take(StateFolder& folder, Host& host, const std::string& run = {});

    /// Another agent of this run holds it.
    bool is_shared() const { return !fd_; }

private:
    explicit Lock(supervise::sys::Fd fd) : fd_(std::move(fd)) {}

    supervise::sys::Fd fd_;
};

}  // namespace deployer::agent
