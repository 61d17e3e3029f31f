/// The names that a daemon has, for completion: asked when first wanted, known until forgotten.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "client/remote.hpp"
#include "supervisorctl/completion.hpp"

namespace supervise::ctl {

class DaemonNames final : public Names {
public:
    /// A connection of its own that waits for a short while only. Null: there is no server to ask.
    using Connect = std::function<std::unique_ptr<client::Remote>()>;

    explicit DaemonNames(Connect connect) : connect_(std::move(connect)) {}

    /// One that does not answer has no names, and is not asked again before forget().
    std::span<const ProcessName> processes() override;
    std::span<const std::string> new_groups() override;

    /// CTL-085: what is known is good for one command line.
    void forget();

private:
    Connect connect_;
    std::optional<std::vector<ProcessName>> processes_;
    std::optional<std::vector<std::string>> new_groups_;
    bool is_silent_ = false;
};

}  // namespace supervise::ctl
