/// What a run tells. The run calls it from one thread, in Ansible's order: play, step, results of its hosts,
/// recap.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deployer::report {

enum class Outcome : std::uint8_t { ok, changed, skipped, failed, unreachable };

struct ItemResult {
    std::string host;
    Outcome outcome = Outcome::ok;
    std::optional<std::string> item;  ///< of a loop
    std::string message;
    std::string path;                          ///< what the difference is about
    std::optional<std::string> before, after;  ///< with --diff
};

struct HostTotals {
    std::string host;
    unsigned ok = 0, changed = 0, unreachable = 0, failed = 0, skipped = 0;
};

class Report {
public:
    virtual ~Report() = default;
    virtual void begin_play(std::string_view title, std::size_t hosts) = 0;
    virtual void begin_step(std::string_view title, bool is_handler) = 0;
    virtual void result(const ItemResult& result) = 0;
    /// A line about the run itself: a warning, what is waited for.
    virtual void note(std::string_view text) = 0;
    /// Nobody is left to go on with.
    virtual void no_more_hosts() = 0;
    /// How many of how many hosts are done with what is under way; for a terminal.
    virtual void progress(std::string_view what, std::size_t done, std::size_t total) = 0;
    virtual void recap(const std::vector<HostTotals>& hosts) = 0;
};

}  // namespace deployer::report
