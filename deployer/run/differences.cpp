#include "run/differences.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "report/diff.hpp"
#include "report/printable.hpp"

namespace deployer::run {

namespace {

using task::Status;

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
                                        {"started", "not started"},
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
                return {"service", wanted.unit};
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

}  // namespace

void Differences::note(const plan::Item& item, const task::Answer& answer) {
    if (answer.status == Status::ok) {
        return;
    }
    const auto [what, name] =
        std::visit([](const auto& operation) { return named(operation); }, item.operation);
    const plan::Subject& subject = item.subject;
    control::Difference difference{.what = subject.what.empty() ? std::string(what) : subject.what,
                                   .name = subject.name.empty() ? name : subject.name,
                                   .supervisor = subject.supervisor,
                                   .how = how_it_differs(item, answer)};
    // A service whose unit is still to come: the unit is what is missing.
    if (difference.how.empty()) {
        return;
    }
    if (answer.before || answer.after) {
        difference.diff = report::unified_diff(answer.before.value_or(""), answer.after.value_or(""),
                                               report::printable(difference.name));
    }
    const auto [place, is_new] = places_.try_emplace(
        std::tuple(difference.what, difference.name, difference.supervisor), found_.size());
    if (is_new) {
        found_.push_back(std::move(difference));
        return;
    }
    control::Difference& known = found_[place->second];
    known.diff += difference.diff;
    if (answer.status == Status::failed) {
        add_part(known.how, difference.how);
        return;
    }
    for (const std::string_view part : parts_of(difference.how)) {
        add_part(known.how, part);
    }
}

}  // namespace deployer::run
