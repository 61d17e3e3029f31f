/// What the blocks of a description are put together with: each reads its block, checks its items and adds
/// them to the model. Blocks of parts that are off are checked by their tables only (HD-SCOPE-16).
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/scopes.hpp"
#include "model/tables.hpp"

namespace deployer::model {

struct Assembly {
    Reading& reading;
    const Root& root;
    const HostNames& names;
    Parts parts;
    Model& model;
};

/// Names that items refer to: a supervisor's, and "supervisor/program" or "supervisor/group".
struct Named {
    struct Entry {
        std::size_t index = 0;
        bool good = true;  ///< false: it has problems of its own, which are reported
    };
    std::map<std::string, Entry, std::less<>> units, supervisors, programs, groups;
    /// Programs and groups that are described but cannot be taken: no further word about them.
    std::set<std::string, std::less<>> broken;
};

void read_accounts(Assembly& assembly);
void read_units(Assembly& assembly, Named& named);
void read_supervisors(Assembly& assembly, Named& named);
void read_programs(Assembly& assembly, Named& named);
void read_program_groups(Assembly& assembly, Named& named);
/// Folders, files and trees; files and trees may notify what is in `named`.
void read_files(Assembly& assembly, const Named& named);

/// The items of supervisors as their templates see them (HD-VAR-37). Needs the programs and groups.
void finish_items(Model& model);

std::string program_path(std::string_view supervisor, std::string_view name);  ///< "tsupv/program1"

std::optional<State> find_state(std::string_view word);

template <typename Draft>
void settle_state(Reading& reading, Draft& draft, std::string_view subject) {
    if (const auto state = find_state(draft.state_text))
        draft.state = *state;
    else
        refuse(reading, draft, "state",
               std::string(subject) + ": state value '" + quoted(draft.state_text) +
                   "' is not valid. Must be one of current, started, stopped",
               meant(draft.state_text, std::vector<std::string_view>{"current", "started", "stopped"}));
}

/// The supervisor an item names; null, with the problem reported, when there is none. `what` is the block's
/// word for the item: "supervisor_program".
template <typename Draft>
const Named::Entry* find_supervisor(Assembly& assembly, const Named& named, Draft& draft,
                                    std::string_view what) {
    const auto found = named.supervisors.find(draft.supervisor_name);
    if (found != named.supervisors.end())
        return &found->second;
    if (draft.supervisor_name.empty())
        return nullptr;  // was required, and is reported
    std::vector<std::string_view> known;
    for (const auto& entry : named.supervisors)
        known.emplace_back(entry.first);
    std::string remedy = meant(draft.supervisor_name, known);
    if (remedy.empty())
        remedy = "describe it in 'supervisors'; for one that is on its hosts already, its name, 'scope' and "
                 "'found: yes' are enough";
    refuse(assembly.reading, draft, "supervisor",
           std::string(what) + " '" + quoted(draft.name) + "' refer to an undefined supervisor '" +
               quoted(draft.supervisor_name) + "'",
           std::move(remedy));
    return nullptr;
}

/// Refuses what `fault` says, if anything.
template <typename Draft>
void refuse_if(Reading& reading, Draft& draft, std::string_view key, std::string_view subject,
               std::optional<std::string> fault) {
    if (fault && is_given(draft, key))
        refuse(reading, draft, key, std::string(subject) + ": " + std::string(key) + " " + *fault);
}

}  // namespace deployer::model
