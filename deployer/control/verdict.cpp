#include "control/verdict.hpp"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "control/comparison.hpp"
#include "report/printable.hpp"

namespace deployer::control {
namespace {

/// As deployments show them.
std::string shown_diff(std::string_view diff) {
    std::string text;
    while (!diff.empty()) {
        const std::size_t end = std::min(diff.find('\n'), diff.size());
        text += report::printable_line(diff.substr(0, end)) + "\n";
        diff.remove_prefix(std::min(end + 1, diff.size()));
    }
    return text;
}

std::string difference_line(const std::string& host, const Difference& difference) {
    const std::string owner = difference.supervisor.empty()
                                  ? std::string()
                                  : fmt::format("supervisor '{}': ", plain(difference.supervisor));
    return fmt::format("{}: {}{} '{}': {}\n{}", plain(host), owner, plain(difference.what),
                       report::printable(difference.name), report::printable(difference.how),
                       shown_diff(difference.diff));
}

std::string lines_of(const std::string& host, const std::string& survey) {
    if (const auto unit = unit_from_json(survey)) {
        return unit->differs() ? fmt::format("{}: service '{}' is {}, described as {}\n", plain(host),
                                             plain(unit->name), plain(unit->state), unit->wanted)
                               : std::string();
    }
    if (const auto status = status_from_json(survey)) {
        return sentences(host, status->name, status->differences);
    }
    std::string text;
    for (const Difference& difference : differences_from_json(survey).value_or(Differences())) {
        text += difference_line(host, difference);
    }
    return text;
}

}  // namespace

std::string plain(std::string text) {
    std::replace_if(
        text.begin(), text.end(),
        [](char c) { return static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) == 0x7f; },
        '?');
    return text;
}

std::string sentences(const std::string& host, const std::string& supervisor,
                      const std::vector<std::string>& list) {
    std::string text;
    for (const std::string& sentence : list) {
        text += fmt::format("{}: supervisor '{}': {}\n", plain(host), plain(supervisor), plain(sentence));
    }
    return text;
}

std::vector<std::string> not_compared(const Surveys& surveys) {
    std::set<std::string> seen;
    for (const auto& [host, survey] : surveys) {
        if (differences_from_json(survey)) {
            seen.insert(host);
        }
    }
    std::vector<std::string> hosts;
    for (const auto& survey : surveys) {
        if (seen.insert(survey.first).second) {
            hosts.push_back(survey.first);
        }
    }
    return hosts;
}

std::string lost_hosts(const Look& look) {
    std::string text;
    for (const auto& [host, why] : look.unreachable) {
        text += fmt::format("{} cannot be reached: {}\n", plain(host), plain(why));
    }
    for (const std::string& host : look.failed) {
        text += fmt::format("{}: something failed, so not all of it is known\n", plain(host));
    }
    return text;
}

std::string verdict(const Look& look) {
    if (look.surveys.empty()) {
        return lost_hosts(look);
    }
    std::string differences, unknown;
    for (const auto& [host, survey] : look.surveys) {
        differences += lines_of(host, survey);
    }
    for (const std::string& host : not_compared(look.surveys)) {
        unknown += (unknown.empty() ? "" : ", ") + plain(host);
    }
    std::string text = !differences.empty() ? "Differences:\n" + differences
                       : !look.is_whole()   ? "What was looked at is as described.\n"
                       : unknown.empty()    ? "Everything is as described.\n"
                                            : "All states are as described.\n";
    if (!unknown.empty()) {
        text += fmt::format(
            "Only states were looked at, files, folders, accounts and settings were not: {}\n", unknown);
    }
    return text + lost_hosts(look);
}

}  // namespace deployer::control
