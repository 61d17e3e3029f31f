/// What the configuration is read in, taken from this process: current folder, host name, environment,
/// accounts.
#pragma once

#include "config/surroundings.hpp"
#include "sys/file_source.hpp"
#include "sys/tls_context.hpp"
#include "sys/users.hpp"

namespace supervise::daemon {

class ProcessSurroundings {
public:
    ProcessSurroundings();
    ProcessSurroundings(const ProcessSurroundings&) = delete;
    ProcessSurroundings& operator=(const ProcessSurroundings&) = delete;

    const config::Surroundings& around() const { return around_; }
    /// Lives as long as this object; `environment` given by [supervisord] may be added before a reread
    /// (CFG-063).
    config::Surroundings& around() { return around_; }

private:
    sys::SystemFiles files_;
    sys::SystemUsers users_;
    sys::SystemTlsCheck tls_;
    config::Surroundings around_;
};

}  // namespace supervise::daemon
