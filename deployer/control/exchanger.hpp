/// How control/ reaches a daemon and time, so that tests can play both.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sys/clock.hpp"
#include "sys/result.hpp"

namespace deployer::control {

class Exchanger {
public:
    virtual ~Exchanger() = default;
    /// Sends the bytes to the host's Unix socket and gives what came back until the other side closed. The
    /// error's code is the errno when nobody could be reached: ENOENT, ECONNREFUSED, EACCES, ...
    virtual supervise::Result<std::string> exchange(const std::string& socket,
                                                    const std::string& request) = 0;
    /// The content of a file of the host; the error's code is the errno.
    virtual supervise::Result<std::string> read_file(const std::string& path) = 0;
    /// The names in a folder; an absent one has none.
    virtual supervise::Result<std::vector<std::string>> list_folder(const std::string& path) = 0;
    /// Those of them that deployments made.
    virtual supervise::Result<std::vector<std::string>> list_created(const std::string& path) = 0;
    /// A file that is not there is fine.
    virtual supervise::Result<void> remove_file(const std::string& path) = 0;
    /// Puts back what this run has replaced, or with `new_goes` deletes what it has made; false when it has
    /// not.
    virtual supervise::Result<bool> restore_file(const std::string& path, bool new_goes) = 0;
    /// Resident bytes of the processes and their descendants, in their order; nothing where not known.
    virtual supervise::Result<std::vector<std::pair<int, std::int64_t>>>
    memory(const std::vector<int>& pids) = 0;
};

class Pace {
public:
    virtual ~Pace() = default;
    virtual supervise::sys::MonoTime now() = 0;
    /// False when the run has been cancelled meanwhile.
    virtual bool pause(std::chrono::milliseconds duration) = 0;
};

}  // namespace deployer::control
