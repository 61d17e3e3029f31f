#include "control/prune.hpp"

#include <algorithm>
#include <sstream>

#include <fmt/core.h>

#include "config/ini.hpp"
#include "control/groups.hpp"

namespace deployer::control {

namespace config = supervise::config;
using supervise::fail;
using supervise::Result;

namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_group_file(const std::string& name, const GeneratedFiles& files) {
    return name.ends_with("_grp" + files.suffix);
}

bool is_generated_name(const std::string& name, const GeneratedFiles& files) {
    return name.ends_with("_prg" + files.suffix) || is_group_file(name, files);
}

bool has_mark(std::string_view text, std::string_view mark) {
    const std::size_t line = text.find('\n');
    if (line == std::string_view::npos) {
        return false;
    }
    const std::string_view rest = text.substr(line + 1);
    return rest.substr(0, rest.find('\n')) == mark;
}

/// The file of a group that has a program of the description: as long as it is there, the program is not
/// where it belongs.
bool is_in_the_way(std::string_view text, const GeneratedFiles& files) {
    config::Document document;
    if (config::read_ini(document, "group.ini", text)) {
        return false;
    }
    for (const config::Section& section : document.sections()) {
        const config::Entry* programs =
            section.name().starts_with("group:") ? section.find("programs") : nullptr;
        std::istringstream names(programs != nullptr ? programs->value : std::string());
        for (std::string name; std::getline(names, name, ',');) {
            name.erase(0, name.find_first_not_of(' '));
            name.erase(name.find_last_not_of(' ') + 1);
            if (has(files.names, name + "_prg" + files.suffix)) {
                return true;
            }
        }
    }
    return false;
}

std::string path_of(const GeneratedFiles& files, const std::string& name) {
    return files.include_dir + "/" + name;
}

/// "site" for "site_grp.ini".
std::string group_of_file(const std::string& name) {
    return name.substr(0, name.rfind('_'));
}

/// Groups of the daemon whose configuration is gone and that nobody describes: those of the files, and where
/// others go as well, those whose files an earlier run has removed without living to take them out.
Result<std::vector<std::string>> lost_groups(Conversation& conversation, const PruneFiles& operation,
                                             const std::vector<std::string>& names) {
    conversation.history.difference.reset();
    auto difference = conversation.api.reread();
    if (!difference) {
        return tl::unexpected(explain(conversation, difference.error()));
    }
    conversation.history.difference = *difference;
    std::vector<std::string> lost = difference->removed;
    const bool all = operation.others == PruneFiles::Others::remove;
    std::erase_if(lost, [&](const std::string& group) {
        const bool is_of_files = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
            return group_of_file(name) == group;
        });
        return has(operation.groups, group) || (!all && !is_of_files);
    });
    return lost;
}

Result<void> take_out(Conversation& conversation, const std::vector<std::string>& groups) {
    for (const std::string& group : groups) {
        const task::Answer answer = apply_group(conversation, {conversation.daemon, group}, false);
        if (answer.status == task::Status::failed) {
            return fail(answer.message);
        }
    }
    return {};
}

task::Answer removed(Conversation& conversation, const PruneFiles& operation,
                     const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        if (auto gone = conversation.exchanger.remove_file(path_of(operation.files, name)); !gone) {
            return failed_answer(gone.error().message);
        }
    }
    const auto groups = lost_groups(conversation, operation, names);
    const bool is_down = !groups && conversation.remote.was_absent();
    if (!groups && !is_down) {
        return failed_answer(groups.error().message);
    }
    if (groups) {
        if (auto out = take_out(conversation, *groups); !out) {
            return failed_answer(out.error().message);
        }
    }
    std::vector<std::string> all = names;
    for (const std::string& group : groups.value_or(std::vector<std::string>{})) {
        all.push_back("group " + group);
    }
    return all.empty() ? ok_answer() : changed_answer("removed " + listed(all));
}

/// In a check nothing is removed, so a reread tells only of files that are gone already.
task::Answer predicted(Conversation& conversation, const PruneFiles& operation,
                       const std::vector<std::string>& names) {
    std::vector<std::string> all = names;
    for (const std::string& group :
         lost_groups(conversation, operation, names).value_or(std::vector<std::string>{})) {
        all.push_back("group " + group);
    }
    return all.empty() ? ok_answer() : changed_answer("would remove " + listed(all));
}

std::string told(const PruneFiles& operation, const std::vector<std::string>& names) {
    std::string paths;
    for (const std::string& name : names) {
        paths += (paths.empty() ? "" : ", ") + path_of(operation.files, name);
    }
    const bool managed = operation.daemon.managed;
    return fmt::format("supervisor '{}': not in {} description{}: {} ({} removes {})", operation.daemon.name,
                       managed ? "the" : "this", managed ? " any more" : ", but maybe in another", paths,
                       managed ? "--prune" : "--prune --force", names.size() == 1 ? "it" : "them");
}

std::vector<std::string> only_in_the_way(Exchanger& exchanger, const GeneratedFiles& files,
                                         std::vector<std::string> names) {
    std::erase_if(names, [&](const std::string& name) {
        if (!is_group_file(name, files)) {
            return true;
        }
        const auto text = exchanger.read_file(path_of(files, name));
        return !text || !is_in_the_way(*text, files);
    });
    return names;
}

std::string lines_of(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += name + "\n";
    }
    return text;
}

}  // namespace

Result<std::vector<std::string>> leftover_files(Exchanger& exchanger, const GeneratedFiles& files) {
    auto names = exchanger.list_folder(files.include_dir);
    const auto created = exchanger.list_created(files.include_dir);
    if (!names || !created) {
        return names ? created : names;
    }
    std::erase_if(*names, [&](const std::string& name) {
        if (!is_generated_name(name, files) || has(files.names, name)) {
            return true;
        }
        // Made of a conf_file_src, which has no banner.
        if (has(*created, name)) {
            return false;
        }
        const auto text = exchanger.read_file(path_of(files, name));
        return !text || !has_mark(*text, files.mark);
    });
    return names;
}

task::Answer prune_files(Conversation& conversation, const PruneFiles& operation) {
    const auto names = leftover_files(conversation.exchanger, operation.files);
    if (!names) {
        return failed_answer(names.error().message);
    }
    using Others = PruneFiles::Others;
    const std::vector<std::string> gone =
        operation.others == Others::remove ? *names
                                           : only_in_the_way(conversation.exchanger, operation.files, *names);
    task::Answer answer;
    if (operation.others == Others::remove || !gone.empty()) {
        answer = conversation.settings.check ? predicted(conversation, operation, gone)
                                             : removed(conversation, operation, gone);
    }
    if (operation.others == Others::tell && answer.status != task::Status::failed) {
        std::vector<std::string> left = *names;
        std::erase_if(left, [&](const std::string& name) { return has(gone, name); });
        answer.value = lines_of(left);
        answer.message += answer.message.empty() || left.empty() ? "" : "; ";
        answer.message += left.empty() ? "" : told(operation, left);
    }
    return answer;
}

}  // namespace deployer::control
