#include "run/found.hpp"

#include <algorithm>
#include <cerrno>

#include <fmt/core.h>

#include "control/layout.hpp"
#include "plan/found.hpp"

namespace deployer::run {
namespace {

std::string why_unread(const std::string& conf_file, const supervise::Error& error) {
    if (error.code == ENOENT) {
        return fmt::format("there is no {} here", conf_file);
    }
    if (error.code == EACCES) {
        return fmt::format("{} cannot be read by the account that is logged in", conf_file);
    }
    return fmt::format("{} cannot be read: {}", conf_file, error.message);
}

plan::FoundSupervisor find(const model::Supervisor& supervisor, HostRun& on_host) {
    // What is not found stands for itself until its problem is told, so that no other comes of it.
    plan::FoundSupervisor found = plan::usual_layout(supervisor);
    const std::string& conf_file = supervisor.conf_file_dst;
    const auto text = on_host.read_file(conf_file);
    const auto layout =
        text ? control::read_layout(*text, conf_file) : supervise::fail(why_unread(conf_file, text.error()));
    if (!layout) {
        found.problem = layout.error().message;
        return found;
    }
    return {conf_file, layout->include_dir, layout->suffix, layout->socket, layout->user, layout->group, {}};
}

}  // namespace

jinja::Dict find_supervisors(const model::Model& model, std::size_t host, HostRun& on_host) {
    jinja::Dict all;
    for (const model::Supervisor& supervisor : model.supervisors) {
        const auto& hosts = supervisor.scope.hosts;
        if (supervisor.found && std::find(hosts.begin(), hosts.end(), host) != hosts.end()) {
            all.set(supervisor.name, plan::as_fact(find(supervisor, on_host)));
        }
    }
    return all;
}

}  // namespace deployer::run
