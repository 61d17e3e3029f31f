#include "control/prune.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "control/groups.hpp"

namespace deployer::control {

using supervise::fail;
using supervise::Result;

namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_generated_name(const std::string& name) {
    return name.ends_with("_prg.ini") || name.ends_with("_grp.ini");
}

bool has_mark(std::string_view text, std::string_view mark) {
    const std::size_t line = text.find('\n');
    if (line == std::string_view::npos) {
        return false;
    }
    const std::string_view rest = text.substr(line + 1);
    return rest.substr(0, rest.find('\n')) == mark;
}

std::string path_of(const GeneratedFiles& files, const std::string& name) {
    return files.include_dir + "/" + name;
}

/// Groups of the daemon whose configuration is gone and that nobody describes. Also those whose files an
/// earlier run has removed without living to take them out.
Result<std::vector<std::string>> lost_groups(Conversation& conversation, const PruneFiles& operation) {
    conversation.history.difference.reset();
    auto difference = conversation.api.reread();
    if (!difference) {
        return tl::unexpected(explain(conversation, difference.error()));
    }
    conversation.history.difference = *difference;
    std::vector<std::string> lost = difference->removed;
    std::erase_if(lost, [&](const std::string& group) { return has(operation.groups, group); });
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
    const auto groups = lost_groups(conversation, operation);
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
         lost_groups(conversation, operation).value_or(std::vector<std::string>{})) {
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
    if (!names) {
        return names;
    }
    std::erase_if(*names, [&](const std::string& name) {
        if (!is_generated_name(name) || has(files.names, name)) {
            return true;
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
    if (!operation.remove) {
        return ok_answer(lines_of(*names), names->empty() ? "" : told(operation, *names));
    }
    return conversation.settings.check ? predicted(conversation, operation, *names)
                                       : removed(conversation, operation, *names);
}

}  // namespace deployer::control
