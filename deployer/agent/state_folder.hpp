/// The agent's own folder, ~/.hadeploy (0700): its program, its ledger, its lock. Made when something has to
/// be kept there.
#pragma once

#include <string>

#include "sys/fd.hpp"
#include "sys/result.hpp"

namespace deployer::agent {

class StateFolder {
public:
    explicit StateFolder(std::string path) : path_(std::move(path)) {}

    const std::string& path() const { return path_; }

    /// Fails when it is there and is not ours alone: others could lead the agent astray.
    supervise::Result<void> check() const;

    /// A file in it, by open(2)'s flags, 0600; the folder is made when it is missing and the flags create.
    supervise::Result<supervise::sys::Fd> open(const std::string& name, int flags);
    supervise::Result<std::string> read(const std::string& name, std::size_t limit);
    /// Puts `content` at `name` in one step, by way of `new_name`.
    supervise::Result<void> replace(const std::string& name, const std::string& new_name,
                                    const std::string& content);

    /// ~/.hadeploy of this account: $HOME where that is a folder of its own (sudo may leave another's), else
    /// what /etc/passwd says. Empty: it has no home.
    static std::string of_this_account(const std::string& home_by_passwd);

private:
    supervise::Result<supervise::sys::Fd> open_folder(bool make) const;

    std::string path_;
};

}  // namespace deployer::agent
