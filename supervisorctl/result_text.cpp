#include "supervisorctl/result_text.hpp"

#include <fmt/core.h>

#include "rpc/value.hpp"
#include "supervisorctl/exit_status.hpp"
#include "supervisorctl/namespec.hpp"

namespace supervise::ctl {

using rpc::FaultCode;

client::Answer<std::string> result_text(Action action, const client::ProcessResult& result) {
    const std::string name = show_namespec(result.group, result.name);
    const auto code = static_cast<FaultCode>(result.status);
    if (code == FaultCode::success) {
        return fmt::format("{}: {}", name, rpc::success_words(action));
    }
    if (const std::string_view error = rpc::failure_words(action, code); !error.empty()) {
        return fmt::format("{}: ERROR ({})", name, error);
    }
    // Why stopping or signalling failed is worth more than that it did.
    if (code == FaultCode::failed && (action == Action::stop || action == Action::signal)) {
        return result.description;
    }
    return client::failure(client::Error::Kind::bad_value, 0,
                           fmt::format("Unknown result code {} for {}", result.status, name));
}

std::optional<int> result_status(const client::ProcessResult& result, std::optional<int> ignored) {
    const auto code = static_cast<FaultCode>(result.status);
    if (result.status == ignored || code == FaultCode::success) {
        return std::nullopt;
    }
    const bool is_dead = code == FaultCode::spawn_error || code == FaultCode::abnormal_termination ||
                         code == FaultCode::not_running;
    return is_dead ? exit_status::not_running : exit_status::generic;
}

}  // namespace supervise::ctl
