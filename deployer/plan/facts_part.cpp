// Hosts with force_setup (HD-INV-19).
#include <algorithm>

#include "plan/parts.hpp"

namespace deployer::plan {

namespace {

bool is_forced(const model::Model& model, std::size_t host) {
    return model.hosts[host].force_setup ||
           std::ranges::any_of(model.host_groups, [host](const model::HostGroup& group) {
               return group.force_setup && std::ranges::find(group.hosts, host) != group.hosts.end();
           });
}

}  // namespace

void gather_facts(Maker& maker) {
    model::Scope scope;
    for (std::size_t host = 0; host < maker.model.hosts.size(); ++host) {
        if (!maker.model.hosts[host].selected || !is_forced(maker.model, host))
            continue;
        scope.text += (scope.text.empty() ? "" : ":") + maker.host_name(host);
        scope.hosts.push_back(host);
    }
    if (!scope.hosts.empty())
        PlayMaker(maker, scope).finish();
}

}  // namespace deployer::plan
