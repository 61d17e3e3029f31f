#include "plan/scrape_targets.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/values.hpp"

namespace deployer::plan {
namespace {

namespace config = supervise::config;

/// Whether the keys of [inet_http_server] ask for TLS.
bool has_certificate(const model::HttpServer& server) {
    return std::ranges::any_of(server.options, [](const auto& option) { return option.first == "certfile"; });
}

bool is_everywhere(std::string_view host) {
    return host.empty() || host == "0.0.0.0" || host == "::";
}

class Finder {
public:
    explicit Finder(Maker& maker)
        : maker_(maker),
          without_facts_(context_without_facts(maker.context)),
          renderer_(maker.model, without_facts_, unrendered_) {}

    void look_at(const model::Supervisor& supervisor, std::size_t host) {
        const auto endpoint = endpoint_of(supervisor, host);
        if (!endpoint)
            return warn(supervisor, host, "its endpoint depends on facts that were not asked for",
                        "use --action deploy, with the host up, or write the endpoint without facts");
        if (endpoint->is_secret)
            return warn(supervisor, host, "its endpoint is made of a secret",
                        "write the endpoint without encrypted variables");
        const auto address = config::inet_address(endpoint->text);
        if (!address)
            return warn(supervisor, host, "its endpoint is none", "write host:port");
        const model::Host& machine = maker_.model.hosts[host];
        if (config::is_loopback(address->host) && !machine.local)
            return warn(supervisor, host, fmt::format("{} is reached from its own host only", endpoint->text),
                        "write '*' and the port, with username and password");
        std::string reached = address->host;
        if (is_everywhere(reached))
            reached = machine.local ? "127.0.0.1" : machine.ssh_host;
        const bool has_colon = reached.find(':') != std::string::npos;
        maker_.plan.scrape_targets.push_back(
            {fmt::format("{}{}{}:{}", has_colon ? "[" : "", reached, has_colon ? "]" : "", address->port),
             supervisor.name, machine.name, groups_of(host), has_certificate(*supervisor.http_server)});
    }

private:
    static BuildContext context_without_facts(const BuildContext& context) {
        BuildContext result = context;
        result.facts.clear();
        return result;
    }

    /// Nothing when it takes facts, and there are none, or made-up ones.
    std::optional<Rendered> endpoint_of(const model::Supervisor& supervisor, std::size_t host) {
        const bool has_facts = maker_.answered(host) && !maker_.context.placeholder_facts;
        Renderer& renderer = has_facts ? maker_.renderer : renderer_;
        Rendered rendered =
            renderer.text(host, supervisor.http_server->endpoint, supervisor.origin, "http_server.endpoint");
        if (!unrendered_.take().empty())
            return std::nullopt;
        return rendered;
    }

    std::vector<std::string> groups_of(std::size_t host) const {
        std::vector<std::string> names;
        for (const model::HostGroup& group : maker_.model.host_groups)
            if (std::ranges::find(group.hosts, host) != group.hosts.end())
                names.push_back(group.name);
        std::ranges::sort(names);
        return names;
    }

    void warn(const model::Supervisor& supervisor, std::size_t host, const std::string& why,
              std::string remedy) {
        maker_.problems.add(
            {source::Severity::warning, supervisor.origin.place,
             supervisor.origin.path + ".http_server.endpoint",
             fmt::format("Supervisor '{}' is left out of the targets: {}", supervisor.name, why),
             std::move(remedy)},
            maker_.host_name(host));
    }

    Maker& maker_;
    BuildContext without_facts_;
    ProblemList unrendered_;
    Renderer renderer_;
};

}  // namespace

void find_scrape_targets(Maker& maker) {
    if (!maker.context.scrape_targets)
        return;
    Finder finder(maker);
    for (const model::Supervisor& supervisor : maker.model.supervisors)
        if (supervisor.managed && supervisor.http_server && supervisor.state != model::State::stopped)
            for (const std::size_t host : supervisor.scope.hosts)
                finder.look_at(supervisor, host);
}

}  // namespace deployer::plan
