#include "run/batches.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace deployer::run {

model::HostList hosts_of(const plan::Plan& plan) {
    std::set<std::size_t> hosts;
    for (const plan::Play& play : plan.plays) {
        hosts.insert(play.hosts.begin(), play.hosts.end());
    }
    return {hosts.begin(), hosts.end()};
}

std::vector<model::HostList> batches_of(const model::HostList& hosts, const RunOptions& options) {
    std::size_t size = options.serial;
    if (size == 0 && options.serial_percent > 0) {
        // As Ansible: rounded down, but never to nothing.
        size = static_cast<std::size_t>(
            std::floor(static_cast<double>(hosts.size()) * options.serial_percent / 100.0));
        size = std::max<std::size_t>(size, 1);
    }
    if (size == 0 || hosts.empty()) {
        return {hosts};
    }
    std::vector<model::HostList> batches;
    for (std::size_t begin = 0; begin < hosts.size(); begin += size) {
        const std::size_t end = std::min(hosts.size(), begin + size);
        batches.emplace_back(hosts.begin() + static_cast<std::ptrdiff_t>(begin),
                             hosts.begin() + static_cast<std::ptrdiff_t>(end));
    }
    return batches;
}

}  // namespace deployer::run
