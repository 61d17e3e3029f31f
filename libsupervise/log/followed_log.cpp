#include "log/followed_log.hpp"

namespace supervise::log {

void FollowedLog::take_over(std::string path, std::optional<LineReader> lines) {
    path_ = std::move(path);
    lines_ = std::move(lines);
    ++times_taken_over_;
    notify();
}

void OrphanedLogs::leave(std::string name, const std::shared_ptr<FollowedLog>& log) {
    std::erase_if(logs_, [](const auto& orphan) { return orphan.second.expired(); });
    logs_.insert_or_assign(std::move(name), log);
}

std::shared_ptr<FollowedLog> OrphanedLogs::take(const std::string& name) {
    const auto found = logs_.find(name);
    if (found == logs_.end())
        return nullptr;
    auto log = found->second.lock();
    logs_.erase(found);
    return log;
}

}  // namespace supervise::log
