#include "model/scopes.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace deployer::model {

HostNames::HostNames(const Model& model) : model_(model) {
    for (std::size_t i = 0; i < model.hosts.size(); ++i) {
        all_.push_back(i);
        named_.emplace(model.hosts[i].name, HostList{i});
    }
    for (const HostGroup& group : model.host_groups)
        named_.insert_or_assign(group.name, group.hosts);
}

const HostList* HostNames::find(std::string_view name) const {
    if (name == "all")
        return &all_;
    const auto found = named_.find(std::string(name));
    return found == named_.end() ? nullptr : &found->second;
}

const HostNames::Resolved& HostNames::resolve(const std::string& scope) const {
    const auto known = known_.find(scope);
    return known != known_.end() ? known->second : known_.emplace(scope, combine(scope)).first->second;
}

HostNames::Resolved HostNames::combine(const std::string& scope) const {
    Resolved result;
    std::vector<std::size_t> wanted(model_.hosts.size(), 0);  // by host: 1 when it is in the union
    std::size_t must = 0;
    bool has_union = false;
    std::vector<std::size_t> met(model_.hosts.size(), 0);
    std::vector<bool> out(model_.hosts.size(), false);
    HostList order;
    for (std::string_view part : supervise::config::split_at(scope, ':')) {
        const char sign = part.empty() ? '\0' : part.front();
        const HostList* hosts = find(sign == '!' || sign == '&' ? part.substr(1) : part);
        if (hosts == nullptr) {
            result.unknown = std::string(part);
            return result;
        }
        must += sign == '&' ? 1 : 0;
        has_union = has_union || (sign != '&' && sign != '!');
        for (const std::size_t host : *hosts) {
            if (sign == '!')
                out[host] = true;
            else if (sign == '&')
                ++met[host];
            else if (wanted[host]++ == 0)
                order.push_back(host);
        }
    }
    for (const std::size_t host : has_union ? order : all_)
        if (!out[host] && met[host] == must)
            result.hosts.push_back(host);
    return result;
}

std::optional<std::size_t> HostNames::outside(const HostList& inner, const HostList& outer) {
    if (&inner == &outer || inner == outer)
        return std::nullopt;
    HostList sorted = outer;
    std::sort(sorted.begin(), sorted.end());
    for (const std::size_t host : inner)
        if (!std::binary_search(sorted.begin(), sorted.end(), host))
            return host;
    return std::nullopt;
}

std::string HostNames::meant(std::string_view name) const {
    std::vector<std::string_view> candidates{"all"};
    for (const HostGroup& group : model_.host_groups)
        candidates.emplace_back(group.name);
    for (const Host& host : model_.hosts)
        candidates.emplace_back(host.name);
    return model::meant(name, candidates);
}

std::optional<ScopeFault> settle(const HostNames& names, Scope& scope, std::string_view subject,
                                 ScopeWords words) {
    if (scope.text == "hdfs")
        return ScopeFault{fmt::format("{}: scope 'hdfs' is not supported", subject), {}};
    const HostNames::Resolved& resolved = names.resolve(scope.text);
    scope.hosts = resolved.hosts;
    if (!resolved.unknown)
        return std::nullopt;
    const std::string_view part = *resolved.unknown;
    std::string remedy = names.meant(part.starts_with('!') || part.starts_with('&') ? part.substr(1) : part);
    if (part != scope.text)
        remedy = fmt::format("'{}' is neither{}", quoted(part), remedy.empty() ? "" : "; " + remedy);
    return ScopeFault{fmt::format("{}: {} attribute '{}' does not match any host or host_group{}!", subject,
                                  words == ScopeWords::services ? "scope" : "Scope", quoted(scope.text),
                                  words == ScopeWords::files ? " and is not 'hdfs'" : ""),
                      std::move(remedy)};
}

}  // namespace deployer::model
