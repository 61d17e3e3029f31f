/// A log that somebody follows: where it is, how its lines are read, and who wants to hear of what is added
/// (tail -f and its like). It stays with its followers when the program goes, and another program of that
/// name takes it over: as it is when `update` replaces one.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "log/followers.hpp"
#include "log/line_reader.hpp"

namespace supervise::log {

class FollowedLog {
public:
    explicit FollowedLog(std::string path, std::optional<LineReader> lines = {})
        : path_(std::move(path)), lines_(std::move(lines)) {}

    /// The log file; empty when there is none.
    const std::string& path() const { return path_; }
    /// Reads what the program wrote out of it. None where the file has just that.
    const std::optional<LineReader>& lines() const { return lines_; }
    /// How often it has been taken over: when that has changed, path and lines may have.
    unsigned times_taken_over() const { return times_taken_over_; }

    /// `grown` runs after bytes were written, after the file was replaced or cleared, and when the log has
    /// been taken over.
    [[nodiscard]] sys::Registration follow(std::function<void()> grown) {
        return followers_.add(std::move(grown));
    }

    void notify() { followers_.notify(); }
    void take_over(std::string path, std::optional<LineReader> lines);

private:
    std::string path_;
    std::optional<LineReader> lines_;
    unsigned times_taken_over_ = 0;
    Followers followers_;
};

/// Logs whose program is gone and that somebody still follows.
class OrphanedLogs {
public:
    void leave(std::string name, const std::shared_ptr<FollowedLog>& log);
    /// Null when nobody follows one of that name.
    std::shared_ptr<FollowedLog> take(const std::string& name);

private:
    std::unordered_map<std::string, std::weak_ptr<FollowedLog>> logs_;  ///< held by their followers
};

}  // namespace supervise::log
