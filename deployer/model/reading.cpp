#include "model/reading.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/core.h>

#include "config/suggest.hpp"
#include "model/limits.hpp"

namespace deployer::model {

using source::Place;
using source::Problem;
using source::Severity;

void Reading::add(Severity severity, const Place& place, std::string path, std::string message,
                  std::string remedy) {
    problems_.push_back({severity, place, std::move(path), std::move(message), std::move(remedy)});
}

void Reading::error(const Place& place, std::string path, std::string message, std::string remedy) {
    add(Severity::error, place, std::move(path), std::move(message), std::move(remedy));
}

void Reading::warning(const Place& place, std::string path, std::string message, std::string remedy) {
    add(Severity::warning, place, std::move(path), std::move(message), std::move(remedy));
}

ReadContext::Found Reading::look(const std::string& path) {
    const auto known = seen_.find(path);
    if (known != seen_.end())
        return known->second;
    const auto found = context_.look ? context_.look(path) : ReadContext::Found::nothing;
    seen_.emplace(path, found);
    return found;
}

std::string Reading::resolve(const std::string& path, const Place& place) const {
    return path.empty() ? path : source::resolve(path, place, context_.load);
}

bool Reading::connects() const {
    switch (context_.action) {
    case Action::deploy:
    case Action::remove:
    case Action::start:
    case Action::stop:
    case Action::status:
        return true;
    case Action::none:
    case Action::dumpvars:
        return false;
    }
    return false;
}

bool Reading::needs_content() const {
    return context_.action == Action::deploy || context_.action == Action::none;
}

namespace {

const std::string& file_of(const Problem& problem) {
    static const std::string none;
    return problem.place.file ? *problem.place.file : none;
}

void cut(source::Problems& problems) {
    if (problems.size() <= limits::max_problems)
        return;
    const std::size_t more = problems.size() - limits::max_problems;
    const Severity severity = source::has_errors(problems) ? Severity::error : Severity::warning;
    problems.resize(limits::max_problems);
    problems.push_back({severity, {}, {}, fmt::format("{} further problems are not shown", more), {}});
}

}  // namespace

source::Problems Reading::take_problems() {
    std::unordered_map<std::string, std::size_t> order;
    for (const Problem& problem : problems_)
        order.emplace(file_of(problem), order.size());
    std::stable_sort(problems_.begin(), problems_.end(), [&](const Problem& a, const Problem& b) {
        return std::tuple(order.at(file_of(a)), a.place.line, a.place.column) <
               std::tuple(order.at(file_of(b)), b.place.line, b.place.column);
    });
    cut(problems_);
    return std::move(problems_);
}

const Place& place_of(const source::Node& item, std::string_view key) {
    const source::Node* value = item.find(key);
    return value != nullptr ? value->place : item.place;
}

namespace {

std::string question(const std::optional<std::string>& word) {
    return word ? fmt::format("did you mean '{}'?", *word) : std::string();
}

}  // namespace

std::string meant(std::string_view word, const std::vector<std::string>& candidates) {
    return question(supervise::config::closest(word, candidates));
}

std::string meant(std::string_view word, const std::vector<std::string_view>& candidates) {
    return question(supervise::config::closest(word, candidates));
}

std::string quoted(std::string_view text) {
    const std::string shown(text.substr(0, limits::max_quoted));
    return text.size() > limits::max_quoted ? shown + "..." : shown;
}

bool has_expression(std::string_view text) {
    return text.find("{{") != std::string_view::npos || text.find("{%") != std::string_view::npos;
}

}  // namespace deployer::model
