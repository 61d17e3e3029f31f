#include "plan/found.hpp"

#include <fmt/format.h>

namespace deployer::plan {

namespace {

constexpr std::string_view problem_key = "problem";

/// Nothing when it was found.
std::string problem_of(const jinja::Dict& facts, const std::string& supervisor) {
    const jinja::Value* all = facts.find(found_fact);
    const jinja::Value* one = all != nullptr ? all->dict().find(std::string_view(supervisor)) : nullptr;
    const jinja::Value* problem = one != nullptr ? one->dict().find(problem_key) : nullptr;
    if (one == nullptr)
        return "nobody has looked for it";
    return problem != nullptr ? problem->str() : std::string();
}

}  // namespace

jinja::Dict as_fact(const FoundSupervisor& found) {
    jinja::Dict fact;
    const std::string socks_dir = found.socket.substr(0, found.socket.rfind('/'));
    fact.set("conf_file", found.conf_file);
    fact.set("include_dir", found.include_dir);
    fact.set("suffix", found.suffix);
    fact.set("socket", found.socket);
    fact.set("socks_dir", socks_dir);
    fact.set("user", found.user);
    fact.set("group", found.group);
    if (!found.problem.empty())
        fact.set(problem_key, found.problem);
    return fact;
}

FoundSupervisor usual_layout(const model::Supervisor& supervisor) {
    return {.conf_file = supervisor.conf_file_dst,
            .include_dir = fmt::format("/etc/supervisord_{}.d", supervisor.name),
            .socket = fmt::format("/var/run/supervisor_{}/supervisor.sock", supervisor.name),
            .user = "root",
            .group = "root",
            .problem = {}};
}

void check_found(Maker& maker) {
    for (const model::Supervisor& supervisor : maker.model.supervisors) {
        if (!supervisor.found)
            continue;
        for (const std::size_t host : supervisor.scope.hosts) {
            if (!maker.answered(host))
                continue;
            const std::string problem = problem_of(*maker.renderer.values().facts(host), supervisor.name);
            if (!problem.empty())
                maker.problems.add(supervisor.origin, "found",
                                   fmt::format("supervisor '{}' is not found: {}", supervisor.name, problem),
                                   "conf_file_dst says where its configuration is; 'managed: no' instead of "
                                   "'found: yes' describes it here",
                                   maker.host_name(host));
        }
    }
}

}  // namespace deployer::plan
