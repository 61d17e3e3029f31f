#include "run/differences.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "control/status.hpp"
#include "report/diff.hpp"
#include "report/printable.hpp"

namespace deployer::run {

namespace {

using task::Status;

constexpr std::string_view service = "service";
constexpr std::string_view not_started = "not started";

/// What a deployment does, and what is so as long as it does not.
struct Word {
    std::string_view done, found;
};
constexpr std::array<Word, 8> words = {{{"created", "missing"},
                                        {"symbolic link replaced", "a symbolic link"},
                                        {"home created", "home missing"},
                                        {"keys added", "keys missing"},
                                        {"enabled", "not enabled"},
                                        {"disabled", "enabled"},
                                        {"started", not_started},
                                        {"stopped", "not stopped"}}};

std::string_view found_word(std::string_view done) {
    const auto word =
        std::find_if(words.begin(), words.end(), [&](const Word& one) { return one.done == done; });
    return word == words.end() ? done : word->found;
}

std::vector<std::string_view> parts_of(std::string_view text) {
    constexpr std::string_view between = ", ";
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(between), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + between.size(), text.size()));
    }
    return parts;
}

void add_part(std::string& how, std::string_view part) {
    const auto known = parts_of(how);
    if (!part.empty() && std::find(known.begin(), known.end(), part) == known.end()) {
        how.append(how.empty() ? "" : ", ").append(part);
    }
}

/// The word for what an operation is about, and its name.
std::pair<std::string_view, std::string> named(const task::Operation& operation) {
    return std::visit(
        [](const auto& wanted) -> std::pair<std::string_view, std::string> {
            using Wanted = std::decay_t<decltype(wanted)>;
            if constexpr (std::is_same_v<Wanted, task::EnsureFolder>) {
                return {"folder", wanted.path};
            } else if constexpr (std::is_same_v<Wanted, task::EnsureUser>) {
                return {"user", wanted.login};
            } else if constexpr (std::is_same_v<Wanted, task::EnsureGroup>) {
                return {"group", wanted.name};
            } else if constexpr (std::is_same_v<Wanted, task::CheckAccount>) {
                return {wanted.kind == task::CheckAccount::Kind::user ? "user" : "group", wanted.name};
            } else if constexpr (std::is_same_v<Wanted, task::EnsureKeys>) {
                return {"authorized keys of", wanted.user};
            } else if constexpr (std::is_same_v<Wanted, task::EnsureUnit>) {
                return {service, wanted.unit};
            } else if constexpr (requires { wanted.path; }) {
                return {"file", wanted.path};
            } else {
                return {};
            }
        },
        operation);
}

std::pair<std::string_view, std::string> named(const control::Operation& operation) {
    if (const auto* restart = std::get_if<control::RestartProcesses>(&operation)) {
        const bool is_alone = restart->group == restart->program;
        return {"program", is_alone ? restart->program : restart->group + ":" + restart->program};
    }
    const auto* layout = std::get_if<control::CheckLayout>(&operation);
    return {"configuration", layout != nullptr ? layout->conf_file : std::string()};
}

bool is_check_of_account(const plan::Item& item) {
    const auto* operation = std::get_if<task::Operation>(&item.operation);
    return operation != nullptr && std::holds_alternative<task::CheckAccount>(*operation);
}

bool is_restart(const plan::Item& item) {
    const auto* operation = std::get_if<control::Operation>(&item.operation);
    return operation != nullptr && std::holds_alternative<control::RestartProcesses>(*operation);
}

std::string how_it_differs(const plan::Item& item, const task::Answer& answer) {
    if (is_check_of_account(item)) {
        return "missing";
    }
    if (answer.status == Status::failed) {
        return answer.message;
    }
    if (is_restart(item)) {
        return "started before its files were changed";
    }
    std::string how;
    for (const std::string_view part : parts_of(answer.message)) {
        add_part(how, found_word(part));
    }
    return how;
}

bool is_told_down(const std::vector<std::string>& surveys, const std::string& supervisor) {
    return std::any_of(surveys.begin(), surveys.end(), [&](const std::string& survey) {
        const auto status = control::status_from_json(survey);
        return status && status->name == supervisor && !status->running && !status->differences.empty();
    });
}

std::string without_part(const std::string& how, std::string_view unwanted) {
    std::string rest;
    for (const std::string_view part : parts_of(how)) {
        add_part(rest, part == unwanted ? std::string_view() : part);
    }
    return rest;
}

}  // namespace

void Differences::note(const plan::Item& item, const task::Answer& answer) {
    if (answer.status == Status::ok) {
        return;
    }
    const auto [what, name] =
        std::visit([](const auto& operation) { return named(operation); }, item.operation);
    const plan::Subject& subject = item.subject;
    control::Difference found{.what = subject.what.empty() ? std::string(what) : subject.what,
                              .name = subject.name.empty() ? name : subject.name,
                              .supervisor = subject.supervisor,
                              .how = how_it_differs(item, answer)};
    // A service whose unit is still to come: the unit is what is missing.
    if (found.how.empty()) {
        return;
    }
    if (answer.before || answer.after) {
        found.diff = report::unified_diff(answer.before.value_or(""), answer.after.value_or(""),
                                          report::printable(found.name));
    }
    const auto known = std::find_if(found_.begin(), found_.end(), [&](const control::Difference& other) {
        return other.what == found.what && other.name == found.name && other.supervisor == found.supervisor;
    });
    if (known == found_.end()) {
        found_.push_back(std::move(found));
        return;
    }
    known->diff += found.diff;
    if (answer.status == Status::failed) {
        add_part(known->how, found.how);
        return;
    }
    for (const std::string_view part : parts_of(found.how)) {
        add_part(known->how, part);
    }
}

control::Differences Differences::without(const std::vector<std::string>& surveys) const {
    control::Differences left = found_;
    for (control::Difference& difference : left) {
        if (difference.what == service && is_told_down(surveys, difference.supervisor)) {
            difference.how = without_part(difference.how, not_started);
        }
    }
    std::erase_if(left, [](const control::Difference& difference) { return difference.how.empty(); });
    return left;
}

}  // namespace deployer::run
