/// An OpenSSH server of one's own on 127.0.0.1, for the account that runs the test.
#pragma once

#include <optional>
#include <string>

#include "fake/temp_folder.hpp"
#include "sys/child.hpp"

namespace deployer::transport {

class Sshd {
public:
    /// Why there is none on this machine; empty: there can be one.
    static std::string missing();

    /// Keeps its files in `folder`, which outlives it.
    explicit Sshd(const supervise::fake::TempFolder& folder);

    /// Every login runs this script, with what was asked for in $SSH_ORIGINAL_COMMAND.
    void force(const std::string& script) const { folder_.put("forced", script); }

    unsigned port() const { return port_; }
    std::string key_file() const { return folder_ / "user_key"; }
    /// "ssh-ed25519 AAAA..."
    std::string host_key() const;
    /// Ends the server and every connection.
    void kill();

private:
    void start();

    const supervise::fake::TempFolder& folder_;
    unsigned port_ = 0;
    std::optional<supervise::sys::Child> server_;
};

}  // namespace deployer::transport
