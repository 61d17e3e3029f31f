/// Talks to a host's daemons through the agent of its session.
#pragma once

#include <optional>
#include <string>

#include "control/exchanger.hpp"
#include "transport/session.hpp"

namespace deployer::run {

class SessionExchanger final : public control::Exchanger {
public:
    explicit SessionExchanger(transport::Session& session) : session_(session) {}

    supervise::Result<std::string> exchange(const std::string& socket, const std::string& request) override;
    supervise::Result<std::string> read_file(const std::string& path) override;
    supervise::Result<std::vector<std::string>> list_folder(const std::string& path) override;
    supervise::Result<std::vector<std::string>> list_created(const std::string& path) override;
    supervise::Result<void> remove_file(const std::string& path) override;
    supervise::Result<bool> restore_file(const std::string& path, bool new_goes) override;
    supervise::Result<std::vector<std::pair<int, std::int64_t>>>
    memory(const std::vector<int>& pids) override;

    /// Why the session is of no use any more; nothing as long as it is.
    const std::optional<std::string>& broken() const { return broken_; }

private:
    supervise::Result<task::Answer> ask(task::Operation operation);
    supervise::Result<std::vector<std::string>> list(task::ListFolder operation);

    transport::Session& session_;
    std::optional<std::string> broken_;
};

/// The errno whose name a message begins with ("ENOENT: ..."), or 0.
int errno_in(std::string_view message);

}  // namespace deployer::run
