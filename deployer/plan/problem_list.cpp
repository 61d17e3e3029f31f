#include "plan/problem_list.hpp"

#include <fmt/format.h>

#include "plan/limits.hpp"

namespace deployer::plan {

namespace {

/// Not Problem::text(): the order of its parts is for people.
std::string key_of(const source::Problem& problem) {
    return fmt::format("{}\n{}\n{}\n{}\n{}", problem.place.file ? *problem.place.file : "",
                       problem.place.line, problem.place.column, problem.path, problem.message);
}

}  // namespace

void ProblemList::add(source::Problem problem, const std::string& host) {
    const auto [at, is_new] = index_.try_emplace(key_of(problem), found_.size());
    if (is_new)
        found_.push_back({std::move(problem), {}, {}});
    Found& found = found_[at->second];
    if (host.empty() || !found.hosts.insert(host).second)
        return;
    if (found.first_hosts.size() < limits::named_hosts)
        found.first_hosts.push_back(host);
}

void ProblemList::add(const model::Origin& origin, std::string_view key, std::string message,
                      std::string remedy, const std::string& host) {
    std::string path = origin.path;
    if (!key.empty())
        path += (path.empty() ? "" : ".") + std::string(key);
    add({source::Severity::error, origin.place, std::move(path), std::move(message), std::move(remedy)},
        host);
}

source::Problems ProblemList::take() {
    source::Problems problems;
    for (Found& found : found_) {
        if (!found.hosts.empty()) {
            found.problem.message += fmt::format(" (on {}", fmt::join(found.first_hosts, ", "));
            if (found.hosts.size() > found.first_hosts.size())
                found.problem.message +=
                    fmt::format(" and {} more", found.hosts.size() - found.first_hosts.size());
            found.problem.message += ")";
        }
        problems.push_back(std::move(found.problem));
    }
    found_.clear();
    index_.clear();
    return problems;
}

}  // namespace deployer::plan
