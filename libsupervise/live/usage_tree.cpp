#include "live/usage_tree.hpp"

#include <algorithm>
#include <unordered_map>

namespace supervise::live {
namespace {

/// Finds the root above each process, remembering what it found: every process is looked at once.
class Owners {
public:
    Owners(const std::vector<sys::ProcessStat>& table, std::span<const pid_t> roots)
        : table_(table), owners_(table.size(), unknown) {
        for (std::size_t i = 0; i < roots.size(); ++i)
            roots_.emplace(roots[i], static_cast<int>(i));
    }

    /// Index into the roots, or `none`.
    int of(std::size_t index) {
        path_.clear();
        int owner = none;
        for (std::size_t at = index; at < table_.size(); at = find(table_[at].parent)) {
            if (owners_[at] != unknown) {
                owner = owners_[at];
                break;
            }
            if (const int itself = root(table_[at].pid); itself != none) {
                owner = owners_[at] = itself;
                break;
            }
            owners_[at] = none;  // pids that were used again during the look could make a circle
            path_.push_back(at);
        }
        for (auto at = path_.rbegin(); at != path_.rend(); ++at)
            owners_[*at] = owner = below(owner, table_[*at]);
        return owner;
    }

    static constexpr int none = -1;

private:
    static constexpr int unknown = -2;

    int below(int owner_of_parent, const sys::ProcessStat& process) const {
        return owner_of_parent != none ? owner_of_parent : root(process.group);
    }
    int root(pid_t pid) const {
        const auto found = roots_.find(pid);
        return found == roots_.end() ? none : found->second;
    }
    std::size_t find(pid_t pid) const {
        const auto found =
            std::lower_bound(table_.begin(), table_.end(), pid,
                             [](const sys::ProcessStat& stat, pid_t wanted) { return stat.pid < wanted; });
        return found == table_.end() || found->pid != pid ? table_.size()
                                                          : static_cast<std::size_t>(found - table_.begin());
    }

    const std::vector<sys::ProcessStat>& table_;
    std::vector<int> owners_;
    std::unordered_map<pid_t, int> roots_;
    std::vector<std::size_t> path_;
};

}  // namespace

std::vector<Usage> usage_of_trees(std::vector<sys::ProcessStat>& table, std::span<const pid_t> roots) {
    std::sort(table.begin(), table.end(),
              [](const sys::ProcessStat& a, const sys::ProcessStat& b) { return a.pid < b.pid; });
    std::vector<Usage> usages(roots.size());
    Owners owners(table, roots);
    for (std::size_t i = 0; i < table.size(); ++i) {
        const int owner = owners.of(i);
        if (owner == Owners::none)
            continue;
        Usage& usage = usages[static_cast<std::size_t>(owner)];
        usage.memory_bytes += table[i].resident_bytes;
        usage.cpu += table[i].cpu + table[i].waited_cpu;
        ++usage.processes;
    }
    return usages;
}

}  // namespace supervise::live
